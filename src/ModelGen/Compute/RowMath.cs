using System.Numerics;

namespace ModelGen.Kernels;

/// <summary>
/// What softmax needs of a row of numbers. TensorPrimitives has all of it, but each of its methods is several generic ones, which cost a
/// process that trains its first step a tenth of its time in the JIT.
/// </summary>
internal static class RowMath
{
    /// <summary>The largest; NaN where one is NaN. There must be at least one.</summary>
    public static float Max(ReadOnlySpan<float> x)
    {
        float max = x[0];
        int i = 0;
        if (x.Length >= Vector<float>.Count)
        {
            var largest = new Vector<float>(x);
            for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                largest = Vector.Max(largest, new Vector<float>(x[i..]));
            }
            for (int place = 0; place < Vector<float>.Count; place++) { max = MathF.Max(max, largest[place]); }
        }

        for (; i < x.Length; i++) { max = MathF.Max(max, x[i]); }
        return max;
    }

    /// <summary>The sum.</summary>
    public static float Sum(ReadOnlySpan<float> x)
    {
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count) { sums += new Vector<float>(x[i..]); }
        float sum = Vector.Sum(sums);
        for (; i < x.Length; i++) { sum += x[i]; }
        return sum;
    }

    /// <summary>x = x / divisor.</summary>
    public static void Divide(Span<float> x, float divisor)
    {
        var divisors = new Vector<float>(divisor);
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count) { (new Vector<float>(x[i..]) / divisors).CopyTo(x[i..]); }
        for (; i < x.Length; i++) { x[i] /= divisor; }
    }
}
