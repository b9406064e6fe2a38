using Xunit;

namespace ModelGen.Tests.Contract;

/// <summary>Random values, and comparisons that say where two results part.</summary>
internal static class Numbers
{
    /// <summary>Values between -limit and limit.</summary>
    public static float[] Random(Random random, int length, double limit = 1)
    {
        var values = new float[length];
        for (int i = 0; i < length; i++) { values[i] = (float)((random.NextDouble() * 2 - 1) * limit); }
        return values;
    }

    /// <summary>
    /// Fails where a value is further off than the tolerance times the largest expected value, which counts as 0.01 at least: a sum of
    /// values of size 1 that cancel has the error of what cancels. Where all of them may cancel, <paramref name="least"/> is 1.
    /// </summary>
    public static void AssertClose(double[] expected, float[] actual, double tolerance, string what, double least = 0.01)
    {
        if (expected.Length != actual.Length) { Assert.Fail($"{what}: {actual.Length} values, should be {expected.Length}."); }
        double largest = expected.Select(Math.Abs).Append(least).Max();
        for (int i = 0; i < expected.Length; i++)
        {
            bool close = Math.Abs(expected[i] - actual[i]) <= tolerance * largest;
            if (!close)
            {
                Assert.Fail(
                    $"{what}: value {i} of {expected.Length} is {actual[i]:G9}, should be {expected[i]:G9}; the largest is "
                    + $"{largest:G3}, the tolerance {tolerance:G3} of it.");
            }
        }
    }
}
