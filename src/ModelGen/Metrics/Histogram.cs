namespace ModelGen;

/// <summary>How many outputs exceed 0, 1, ... of some thresholds: those that should say yes, then those that should not.</summary>
internal static class Histogram
{
    /// <summary>How many numbers it is.</summary>
    public static int Length(int thresholds) => 2 * (thresholds + 1);

    /// <summary>Adds an output as <see cref="BucketsRule"/> writes it.</summary>
    public static void Add(Span<double> histogram, float code, double weight)
    {
        int bucket = (int)code >> 1;
        histogram[((int)code & 1) != 0 ? bucket : (histogram.Length / 2) + bucket] += weight;
    }

    /// <summary>The outputs that exceed so many thresholds.</summary>
    public static (double Positives, double Negatives) At(ReadOnlySpan<double> histogram, int exceeded) =>
        (histogram[exceeded], histogram[(histogram.Length / 2) + exceeded]);

    /// <summary>All outputs.</summary>
    public static (double Positives, double Negatives) Totals(ReadOnlySpan<double> histogram)
    {
        double positives = 0, negatives = 0;
        // From above, as they are added elsewhere, so that a share of all is exactly 1.
        for (int i = (histogram.Length / 2) - 1; i >= 0; i--)
        {
            positives += histogram[i];
            negatives += histogram[(histogram.Length / 2) + i];
        }

        return (positives, negatives);
    }
}
