using Xunit;

namespace ModelGen.Tests.Gpu;

/// <summary>Random values, and a comparison that says where two results part.</summary>
internal static class Numbers
{
    /// <summary>For sums of up to some hundred products of values within -1 and 1, in float32.</summary>
    public const double Tolerance = 2e-5;

    /// <summary>For sums of thousands of them.</summary>
    public const double ToleranceOfLongSums = 5e-4;

    public static double[] Random(int length, int seed)
    {
        var random = new Random(seed);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) { values[i] = (float)((random.NextDouble() * 2) - 1); }
        return values;
    }

    /// <summary>Fails where a value is further off than <paramref name="tolerance"/> x (1 + its size).</summary>
    public static void AssertClose(string what, double[] expected, float[] actual, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool close = Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])) || expected[i].Equals(actual[i]);
            if (!close) { Assert.Fail($"{what}: value {i} of {expected.Length} is {actual[i]}, should be {expected[i]}."); }
        }
    }
}
