using Xunit;

namespace ModelGen.Tests;

/// <summary>Something that has a value of Keras's to be compared with: one line of the table of all names.</summary>
/// <param name="Kind">What it is: <c>loss</c>, <c>optimizer</c>, <c>schedule</c>, <c>metric</c>, <c>activation</c>.</param>
/// <param name="Name">Its class in the library.</param>
/// <param name="Configuration">What the value was computed with: <c>labelSmoothing: 0.1, mean</c>.</param>
/// <param name="Expected">The numbers as Keras printed them, with commas between them.</param>
/// <param name="Compute">Computes ours.</param>
internal sealed record KerasValue(string Kind, string Name, string Configuration, string Expected, Func<double[]> Compute)
{
    /// <summary>How far a value may lie from Keras's beyond the rounding of what it printed: relative, and absolute below 1.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>The largest deviation beyond Keras's own rounding, relative to the number, or absolute where that is below 1.</summary>
    public double LargestDeviation()
    {
        KerasNumber[] expected = KerasNumber.ParseAll(Expected);
        double[] actual = Compute();
        Assert.Equal(expected.Length, actual.Length);
        return expected.Zip(actual, (e, a) => Math.Max(0, Math.Abs(a - e.Value) - e.HalfUnit) / Math.Max(1, Math.Abs(e.Value))).Max();
    }

    /// <summary>Fails where a value lies outside the tolerance.</summary>
    public void Check()
    {
        double deviation = LargestDeviation();
        Assert.True(deviation <= Tolerance,
            $"{Kind} {Name} ({Configuration}): Keras gives {Expected}, ours {string.Join(", ", Compute())}, deviation {deviation:g3}");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name} ({Configuration})";
}
