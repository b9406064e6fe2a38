using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>
/// Winograd's minimal filtering along one line: two neighbouring outputs of a filter of 3 taps from 4 products in place of 6, of 5 taps
/// from 6 in place of 10. Inputs and taps are evaluated as polynomials at the points 0, 1, -1 and infinity (5 taps: 2 and -2 too), the
/// values are multiplied, and outputs are interpolated. Source of the method: Lavin and Gray, Fast Algorithms for Convolutional Neural
/// Networks, 2015; the matrices follow from the points by the construction of Cook and Toom. Each call transforms a vector of lines.
/// </summary>
internal static unsafe class Winograd
{
    /// <summary>Outputs along a line.</summary>
    public const int Outputs = 2;

    /// <summary>The points for a filter of so many taps: as many inputs along a line, and products.</summary>
    public static int Points(int taps) => taps + Outputs - 1;

    /// <summary>The inputs' values at the points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input<V>(int points, float* from, long fromStride, float* to, long toStride) where V : struct, ISimd<V>
    {
        V d0 = V.Load(from), d1 = V.Load(from + fromStride), d2 = V.Load(from + (2 * fromStride)), d3 = V.Load(from + (3 * fromStride));
        if (points == 4)
        {
            (d0 - d2).Store(to);
            (d1 + d2).Store(to + toStride);
            (d2 - d1).Store(to + (2 * toStride));
            (d1 - d3).Store(to + (3 * toStride));
            return;
        }

        V d4 = V.Load(from + (4 * fromStride)), d5 = V.Load(from + (5 * fromStride));
        V two = V.Of(2), four = V.Of(4), five = V.Of(-5), minusFour = V.Of(-4);
        V.MultiplyAdd(four, d0, V.MultiplyAdd(five, d2, d4)).Store(to);
        V even = V.MultiplyAdd(minusFour, d2, d4), odd = V.MultiplyAdd(minusFour, d1, d3);
        (even + odd).Store(to + toStride);
        (even - odd).Store(to + (2 * toStride));
        even = d4 - d2;
        odd = d3 - d1;
        V.MultiplyAdd(two, odd, even).Store(to + (3 * toStride));
        V.MultiplyAdd(V.Of(-2), odd, even).Store(to + (4 * toStride));
        V.MultiplyAdd(four, d1, V.MultiplyAdd(five, d3, d5)).Store(to + (5 * toStride));
    }

    /// <summary>The taps' values at the points.</summary>
    public static void Kernel<V>(int points, float* from, long fromStride, float* to, long toStride) where V : struct, ISimd<V>
    {
        V zero = V.Of(0);
        V g0 = V.Load(from), g1 = V.Load(from + fromStride), g2 = V.Load(from + (2 * fromStride));
        if (points == 4)
        {
            V half = V.Of(0.5f), even = V.MultiplyAdd(half, g0 + g2, zero), odd = V.MultiplyAdd(half, g1, zero);
            g0.Store(to);
            (even + odd).Store(to + toStride);
            (even - odd).Store(to + (2 * toStride));
            g2.Store(to + (3 * toStride));
            return;
        }

        V g3 = V.Load(from + (3 * fromStride)), g4 = V.Load(from + (4 * fromStride));
        V two = V.Of(2), four = V.Of(4), sixth = V.Of(-1f / 6), twentyFourth = V.Of(1f / 24);
        V.MultiplyAdd(V.Of(0.25f), g0, zero).Store(to);
        V evens = g0 + g2 + g4, odds = g1 + g3;
        V.MultiplyAdd(sixth, evens + odds, zero).Store(to + toStride);
        V.MultiplyAdd(sixth, evens - odds, zero).Store(to + (2 * toStride));
        evens = V.MultiplyAdd(four, V.MultiplyAdd(four, g4, g2), g0);
        odds = V.MultiplyAdd(two, V.MultiplyAdd(four, g3, g1), zero);
        V.MultiplyAdd(twentyFourth, evens + odds, zero).Store(to + (3 * toStride));
        V.MultiplyAdd(twentyFourth, evens - odds, zero).Store(to + (4 * toStride));
        g4.Store(to + (5 * toStride));
    }

    /// <summary>The two outputs from the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output<V>(int points, float* from, long fromStride, out V first, out V second) where V : struct, ISimd<V>
    {
        V m0 = V.Load(from), m1 = V.Load(from + fromStride), m2 = V.Load(from + (2 * fromStride)), m3 = V.Load(from + (3 * fromStride));
        if (points == 4)
        {
            first = m0 + m1 + m2;
            second = m1 - m2 - m3;
            return;
        }

        V m4 = V.Load(from + (4 * fromStride)), m5 = V.Load(from + (5 * fromStride));
        first = m0 + (m1 + m2) + (m3 + m4);
        second = V.MultiplyAdd(V.Of(2), m3 - m4, m1 - m2) + m5;
    }
}
