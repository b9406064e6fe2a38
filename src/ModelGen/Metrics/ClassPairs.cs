namespace ModelGen;

/// <summary>A matrix of counts, [class, predicted class], made of what <see cref="ClassPairsRule"/> writes.</summary>
internal static class ClassPairs
{
    // The square of it is exact in a float.
    private const int MostClasses = 4_096;

    public static void CheckCount(int numClasses)
    {
        if (numClasses is < 1 or > MostClasses)
        {
            throw new ArgumentOutOfRangeException(nameof(numClasses), numClasses,
                $"numClasses is {numClasses:N0}; it must be from 1 to {MostClasses:N0}.");
        }
    }

    /// <summary>Adds the answers of a sample.</summary>
    /// <exception cref="InvalidOperationException">A label or a prediction is no class.</exception>
    public static void Add(Metric metric, Span<double> matrix, ReadOnlySpan<float> values, double weight, int classes)
    {
        foreach (float value in values)
        {
            if (value == ClassPairsRule.Ignored) { continue; }
            if (float.IsNaN(value))
            {
                throw new InvalidOperationException(
                    $"The metric {metric.Name} counts {classes:N0} classes, so labels and predictions are 0 to {classes - 1:N0}, but one "
                        + "of them is not. Give it a larger numClasses, or correct the labels.");
            }

            matrix[(int)value] += weight;
        }
    }
}
