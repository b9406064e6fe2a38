using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Kernels;

/// <summary>
/// Winograd's minimal filtering along one line, in longer pieces than <see cref="Winograd"/>'s: four neighbouring outputs of a filter of 5
/// taps from
/// 8 products in place of 20. The points are 0, 1, -1, 2, -2, 1/2, -1/2 and infinity; the matrices follow from them by the construction of
/// Cook and Toom. What the construction divides by is in the taps' values, and for 1/2 and -1/2 another 8, so that the
/// outputs' coefficients are 1, 2, 4 and 8 there as they are, in the other order, for 2 and -2.
/// </summary>
internal static unsafe class WinogradLine
{
    /// <summary>The filter's taps.</summary>
    public const int Taps = 5;

    /// <summary>Outputs of a piece.</summary>
    public const int Outputs = 4;

    /// <summary>The points: as many inputs of a piece, and products.</summary>
    public const int Points = Taps + Outputs - 1;

    // What an input adds to the values at the points, a row for each of a piece's inputs.
    private static ReadOnlySpan<float> AtPoints =>
    [
        1f, 0f, 0f, 0f, 0f, 0f, 0f, 0f,
        0f, 1f, -1f, 0.5f, -0.5f, 2f, -2f, -1f,
        -5.25f, 1f, 1f, 0.25f, 0.25f, 4f, 4f, 0f,
        0f, -4.25f, 4.25f, -2.5f, 2.5f, -2.5f, 2.5f, 5.25f,
        5.25f, -4.25f, -4.25f, -1.25f, -1.25f, -5f, -5f, 0f,
        0f, 1f, -1f, 2f, -2f, 0.5f, -0.5f, -5.25f,
        -1f, 1f, 1f, 1f, 1f, 1f, 1f, 0f,
        0f, 0f, 0f, 0f, 0f, 0f, 0f, 1f,
    ];

    /// <summary>
    /// The inputs' values at the points, for all pieces of a line. The points of a piece are one vector, so inputs may lie at any distance:
    /// where lines are few, gathering vectors of them would take longer than what a product of matrices does too much.
    /// </summary>
    /// <param name="line">The line's first input.</param>
    /// <param name="step">Floats from one input to the next.</param>
    /// <param name="outputs">How many outputs the line gives, at least 4; the last piece overlaps the one before it where that is no
    /// multiple of 4.</param>
    /// <param name="to">Where the first piece's values go, one after the other.</param>
    /// <param name="toStride">Floats from there to the next piece's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Inputs(float* line, long step, int outputs, float* to, long toStride)
    {
        ref float rows = ref MemoryMarshal.GetReference(AtPoints);
        Vector256<float> row0 = Vector256.LoadUnsafe(ref rows), row1 = Vector256.LoadUnsafe(ref rows, 1 * Points);
        Vector256<float> row2 = Vector256.LoadUnsafe(ref rows, 2 * Points), row3 = Vector256.LoadUnsafe(ref rows, 3 * Points);
        Vector256<float> row4 = Vector256.LoadUnsafe(ref rows, 4 * Points), row5 = Vector256.LoadUnsafe(ref rows, 5 * Points);
        Vector256<float> row6 = Vector256.LoadUnsafe(ref rows, 6 * Points), row7 = Vector256.LoadUnsafe(ref rows, 7 * Points);
        for (int output = 0; output < outputs; output += Outputs, to += toStride)
        {
            float* d = line + (Math.Min(output, outputs - Outputs) * step);
            Vector256<float> sum = row0 * Vector256.Create(d[0]);
            sum = Vector256.MultiplyAddEstimate(row1, Vector256.Create(d[step]), sum);
            sum = Vector256.MultiplyAddEstimate(row2, Vector256.Create(d[2 * step]), sum);
            sum = Vector256.MultiplyAddEstimate(row3, Vector256.Create(d[3 * step]), sum);
            sum = Vector256.MultiplyAddEstimate(row4, Vector256.Create(d[4 * step]), sum);
            sum = Vector256.MultiplyAddEstimate(row5, Vector256.Create(d[5 * step]), sum);
            sum = Vector256.MultiplyAddEstimate(row6, Vector256.Create(d[6 * step]), sum);
            sum = Vector256.MultiplyAddEstimate(row7, Vector256.Create(d[7 * step]), sum);
            sum.Store(to);
        }
    }

    /// <summary>The taps' values at the points, of a vector of filters.</summary>
    public static void Kernel<V>(float* from, long fromStride, float* to, long toStride) where V : struct, ISimd<V>
    {
        V zero = default, two = V.Of(2), four = V.Of(4);
        V g0 = V.Load(from), g1 = V.Load(from + fromStride), g2 = V.Load(from + (2 * fromStride)), g3 = V.Load(from + (3 * fromStride)),
            g4 = V.Load(from + (4 * fromStride));
        g0.Store(to);
        V scale = V.Of(-2f / 9), evens = g0 + g2 + g4, odds = g1 + g3;
        V.MultiplyAdd(scale, evens + odds, zero).Store(to + toStride);
        V.MultiplyAdd(scale, evens - odds, zero).Store(to + (2 * toStride));
        scale = V.Of(1f / 90);
        evens = V.MultiplyAdd(four, V.MultiplyAdd(four, g4, g2), g0);
        odds = V.MultiplyAdd(two, V.MultiplyAdd(four, g3, g1), zero);
        V.MultiplyAdd(scale, evens + odds, zero).Store(to + (3 * toStride));
        V.MultiplyAdd(scale, evens - odds, zero).Store(to + (4 * toStride));
        scale = V.Of(1f / 180);
        evens = V.MultiplyAdd(four, V.MultiplyAdd(four, g0, g2), g4);
        odds = V.MultiplyAdd(two, V.MultiplyAdd(four, g1, g3), zero);
        V.MultiplyAdd(scale, evens + odds, zero).Store(to + (5 * toStride));
        V.MultiplyAdd(scale, evens - odds, zero).Store(to + (6 * toStride));
        g4.Store(to + (7 * toStride));
    }

    /// <summary>The four outputs from the products. 16 operations, and an order of them in which nothing must be copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output<V>(V m0, V m1, V m2, V m3, V m4, V m5, V m6, V m7, out V y0, out V y1, out V y2, out V y3)
        where V : struct, ISimd<V>
    {
        V two = V.Of(2), four = V.Of(4), eight = V.Of(8);
        V evenOne = m1 + m2, oddOne = m1 - m2, evenTwo = m3 + m4, oddTwo = m3 - m4, evenHalf = m5 + m6, oddHalf = m5 - m6;
        y0 = m0 + evenOne + evenTwo;
        y0.AddProduct(evenHalf, eight);
        y3 = m7 + oddOne + oddHalf;
        y3.AddProduct(oddTwo, eight);
        y1 = oddOne;
        y1.AddProduct(oddTwo, two);
        y1.AddProduct(oddHalf, four);
        y2 = evenOne;
        y2.AddProduct(evenTwo, four);
        y2.AddProduct(evenHalf, two);
    }
}
