using System.Numerics;

namespace ModelGen;

/// <summary>Looks for a number that lies outside some bounds. NaN lies outside of any.</summary>
internal static class Bounds
{
    /// <summary>Throws where a weight is not finite.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it and its place.</exception>
    public static void CheckWeights(ReadOnlySpan<float> sampleWeight)
    {
        if (IndexOfNonFinite(sampleWeight) is >= 0 and var place)
        {
            throw new ArgumentException(
                $"Weight {place} is {sampleWeight[place]}; weights are finite numbers, and 0 leaves a sample out.", nameof(sampleWeight));
        }
    }

    /// <summary>The place of the first number that is infinite or NaN; -1 where all are finite.</summary>
    public static int IndexOfNonFinite(ReadOnlySpan<float> values) => IndexOutside(values, float.MinValue, float.MaxValue);

    /// <summary>
    /// The place of the first number that is not from <paramref name="least"/> to <paramref name="most"/>; -1 where all are.
    /// </summary>
    public static int IndexOutside(ReadOnlySpan<float> values, float least, float most)
    {
        Vector<float> low = new(least), high = new(most);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> x = new(values[i..]);
            if (!Vector.GreaterThanOrEqualAll(x, low) || !Vector.LessThanOrEqualAll(x, high)) { break; }
        }

        for (; i < values.Length; i++)
        {
            if (!(values[i] >= least && values[i] <= most)) { return i; }
        }

        return -1;
    }
}
