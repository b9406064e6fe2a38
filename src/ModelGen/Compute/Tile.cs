using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>
/// The one register tile of the project: C[r, j] = start + sum over k of A[r, k] B[k, j], for up to 12 rows and one or two vectors of
/// columns. All sums stay in registers while k runs; each step loads one or two vectors of B and broadcasts one value of A
/// for each row, so that 24 multiply-adds hide 14 loads. Rows of A are equally far apart, and so are the seventh to the twelfth. The row
/// and column counts are constants of the instantiation: the branches below vanish, one method body is every tile size on every
/// vector width. What becomes of the sums is one too: they are stored, or, where the tile is 2 x 6 pixels of an image, pooled.
/// </summary>
internal static unsafe class Tile
{
    /// <summary>The maximum of a window whose largest value ReLU does not let through.</summary>
    public const byte Closed = 255;

    /// <param name="a">The first value of the first row.</param>
    /// <param name="rowStride">Floats from one row of A to the next.</param>
    /// <param name="sixRows">Floats from the first row to the seventh.</param>
    /// <param name="terms">What is summed.</param>
    /// <param name="b">The first row of B at the tile's first column; whole vectors may be read from each of its rows.</param>
    /// <param name="ldb">Floats from one row of B to the next.</param>
    /// <param name="c">The tile's first value; whole vectors are written.</param>
    /// <param name="ldc">Floats from one row of C to the next.</param>
    /// <param name="start">What sums start from: a row of values for each column, or null to start from C where <paramref name="fromC"/>,
    /// else from 0. Where the tile is pooled, what is added to the largest.</param>
    /// <param name="fromC">Whether sums start from what C holds.</param>
    /// <param name="argmax">Where the tile is pooled: gets the maximum of each window, laid out as C; or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<V, R, N, E>(float* a, long rowStride, long sixRows, Terms terms, float* b, long ldb, float* c, long ldc,
        float* start, bool fromC, byte* argmax)
        where V : struct, ISimd<V> where R : struct, ITileCount where N : struct, ITileCount where E : struct, ITileEnd
    {
        int second = N.Count > 1 ? V.Width : 0;
        long threeRows = 3 * rowStride, innerStride = terms.InnerStride;
        V s00 = default, s01 = default;
        V s10 = default, s11 = default;
        V s20 = default, s21 = default;
        V s30 = default, s31 = default;
        V s40 = default, s41 = default;
        V s50 = default, s51 = default;
        V s60 = default, s61 = default;
        V s70 = default, s71 = default;
        V s80 = default, s81 = default;
        V s90 = default, s91 = default;
        V s100 = default, s101 = default;
        V s110 = default, s111 = default;
        if (!E.Pools && (start != null || fromC))
        {
            float* from = start != null ? start : c;
            long step = start != null ? 0 : ldc;
            { s00 = V.Load(from + (0 * step)); s01 = V.Load(from + (0 * step) + second); }
            if (R.Count > 1) { s10 = V.Load(from + (1 * step)); s11 = V.Load(from + (1 * step) + second); }
            if (R.Count > 2) { s20 = V.Load(from + (2 * step)); s21 = V.Load(from + (2 * step) + second); }
            if (R.Count > 3) { s30 = V.Load(from + (3 * step)); s31 = V.Load(from + (3 * step) + second); }
            if (R.Count > 4) { s40 = V.Load(from + (4 * step)); s41 = V.Load(from + (4 * step) + second); }
            if (R.Count > 5) { s50 = V.Load(from + (5 * step)); s51 = V.Load(from + (5 * step) + second); }
            if (R.Count > 6) { s60 = V.Load(from + (6 * step)); s61 = V.Load(from + (6 * step) + second); }
            if (R.Count > 7) { s70 = V.Load(from + (7 * step)); s71 = V.Load(from + (7 * step) + second); }
            if (R.Count > 8) { s80 = V.Load(from + (8 * step)); s81 = V.Load(from + (8 * step) + second); }
            if (R.Count > 9) { s90 = V.Load(from + (9 * step)); s91 = V.Load(from + (9 * step) + second); }
            if (R.Count > 10) { s100 = V.Load(from + (10 * step)); s101 = V.Load(from + (10 * step) + second); }
            if (R.Count > 11) { s110 = V.Load(from + (11 * step)); s111 = V.Load(from + (11 * step) + second); }
        }

        for (int outer = 0; outer < terms.Outer; outer++)
        {
            float* p0 = a + (outer * terms.OuterStride);
            for (int inner = 0; inner < terms.Inner; inner++)
            {
                V b0 = V.Load(b);
                V b1 = N.Count > 1 ? V.Load(b + V.Width) : b0;
                float* p3 = p0 + threeRows, p6 = p0 + sixRows, p9 = p6 + threeRows;
                V x = V.LoadScalar(p0);
                s00.AddScaled(x, b0);
                if (N.Count > 1) { s01.AddScaled(x, b1); }
                if (R.Count > 1)
                {
                    x = V.LoadScalar(p0 + rowStride);
                    s10.AddScaled(x, b0);
                    if (N.Count > 1) { s11.AddScaled(x, b1); }
                }

                if (R.Count > 2)
                {
                    x = V.LoadScalar(p0 + (2 * rowStride));
                    s20.AddScaled(x, b0);
                    if (N.Count > 1) { s21.AddScaled(x, b1); }
                }

                if (R.Count > 3)
                {
                    x = V.LoadScalar(p3);
                    s30.AddScaled(x, b0);
                    if (N.Count > 1) { s31.AddScaled(x, b1); }
                }

                if (R.Count > 4)
                {
                    x = V.LoadScalar(p3 + rowStride);
                    s40.AddScaled(x, b0);
                    if (N.Count > 1) { s41.AddScaled(x, b1); }
                }

                if (R.Count > 5)
                {
                    x = V.LoadScalar(p3 + (2 * rowStride));
                    s50.AddScaled(x, b0);
                    if (N.Count > 1) { s51.AddScaled(x, b1); }
                }

                if (R.Count > 6)
                {
                    x = V.LoadScalar(p6);
                    s60.AddScaled(x, b0);
                    if (N.Count > 1) { s61.AddScaled(x, b1); }
                }

                if (R.Count > 7)
                {
                    x = V.LoadScalar(p6 + rowStride);
                    s70.AddScaled(x, b0);
                    if (N.Count > 1) { s71.AddScaled(x, b1); }
                }

                if (R.Count > 8)
                {
                    x = V.LoadScalar(p6 + (2 * rowStride));
                    s80.AddScaled(x, b0);
                    if (N.Count > 1) { s81.AddScaled(x, b1); }
                }

                if (R.Count > 9)
                {
                    x = V.LoadScalar(p9);
                    s90.AddScaled(x, b0);
                    if (N.Count > 1) { s91.AddScaled(x, b1); }
                }

                if (R.Count > 10)
                {
                    x = V.LoadScalar(p9 + rowStride);
                    s100.AddScaled(x, b0);
                    if (N.Count > 1) { s101.AddScaled(x, b1); }
                }

                if (R.Count > 11)
                {
                    x = V.LoadScalar(p9 + (2 * rowStride));
                    s110.AddScaled(x, b0);
                    if (N.Count > 1) { s111.AddScaled(x, b1); }
                }

                p0 += innerStride;
                b += ldb;
            }
        }

        if (E.Pools)
        {
            V bias = start == null ? default : V.Load(start);
            Pool<V, E>(s00, s10, s60, s70, bias, c, argmax);
            Pool<V, E>(s20, s30, s80, s90, bias, c + ldc, argmax == null ? null : argmax + ldc);
            Pool<V, E>(s40, s50, s100, s110, bias, c + (2 * ldc), argmax == null ? null : argmax + (2 * ldc));
            if (N.Count > 1)
            {
                bias = start == null ? default : V.Load(start + second);
                c += second;
                if (argmax != null) { argmax += second; }
                Pool<V, E>(s01, s11, s61, s71, bias, c, argmax);
                Pool<V, E>(s21, s31, s81, s91, bias, c + ldc, argmax == null ? null : argmax + ldc);
                Pool<V, E>(s41, s51, s101, s111, bias, c + (2 * ldc), argmax == null ? null : argmax + (2 * ldc));
            }

            return;
        }

        { s00.Store(c + (0 * ldc)); if (N.Count > 1) { s01.Store(c + (0 * ldc) + second); } }
        if (R.Count > 1) { s10.Store(c + (1 * ldc)); if (N.Count > 1) { s11.Store(c + (1 * ldc) + second); } }
        if (R.Count > 2) { s20.Store(c + (2 * ldc)); if (N.Count > 1) { s21.Store(c + (2 * ldc) + second); } }
        if (R.Count > 3) { s30.Store(c + (3 * ldc)); if (N.Count > 1) { s31.Store(c + (3 * ldc) + second); } }
        if (R.Count > 4) { s40.Store(c + (4 * ldc)); if (N.Count > 1) { s41.Store(c + (4 * ldc) + second); } }
        if (R.Count > 5) { s50.Store(c + (5 * ldc)); if (N.Count > 1) { s51.Store(c + (5 * ldc) + second); } }
        if (R.Count > 6) { s60.Store(c + (6 * ldc)); if (N.Count > 1) { s61.Store(c + (6 * ldc) + second); } }
        if (R.Count > 7) { s70.Store(c + (7 * ldc)); if (N.Count > 1) { s71.Store(c + (7 * ldc) + second); } }
        if (R.Count > 8) { s80.Store(c + (8 * ldc)); if (N.Count > 1) { s81.Store(c + (8 * ldc) + second); } }
        if (R.Count > 9) { s90.Store(c + (9 * ldc)); if (N.Count > 1) { s91.Store(c + (9 * ldc) + second); } }
        if (R.Count > 10) { s100.Store(c + (10 * ldc)); if (N.Count > 1) { s101.Store(c + (10 * ldc) + second); } }
        if (R.Count > 11) { s110.Store(c + (11 * ldc)); if (N.Count > 1) { s111.Store(c + (11 * ldc) + second); } }
    }
    /// <summary>
    /// Pools a window of 2 x 2: the first of the largest, or the first NaN. Its bias comes last, once for all four (lines have it in their
    /// sums already), and ReLU, where it is wanted, after it. Without maxima only the value is stored.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pool<V, E>(V first, V second, V third, V fourth, V bias, float* y, byte* argmax) where V : struct, ISimd<V>
        where E : struct, ITileEnd
    {
        V position = default, positionBelow = V.OfBits(2);
        if (argmax == null)
        {
            first = E.AreLines ? V.LargestOfRows(first, second, third, fourth) : V.Largest(first, second, third, fourth) + bias;
            if (E.Rectifies) { V.Rectify(ref first, positionBelow, ref position); }
            first.Store(y);
            return;
        }

        if (E.AreLines)
        {
            V.KeepLargerNumber(second, V.OfBits(1), ref first, ref position);
            V.KeepLargerNumber(fourth, V.OfBits(3), ref third, ref positionBelow);
        }
        else
        {
            V.KeepLarger(second, V.OfBits(1), ref first, ref position);
            V.KeepLarger(fourth, V.OfBits(3), ref third, ref positionBelow);
        }

        V.KeepLarger(third, positionBelow, ref first, ref position);
        if (!E.AreLines) { first += bias; }
        if (E.Rectifies) { V.Rectify(ref first, V.OfBits(Closed), ref position); }
        first.Store(y);
        position.StoreBytes(argmax);
    }
}

/// <summary>What becomes of a tile's sums.</summary>
internal interface ITileEnd
{
    /// <summary>Whether the sums are pixels, of which each 2 x 2 give their largest.</summary>
    static abstract bool Pools { get; }

    /// <summary>Whether ReLU comes after the pooling.</summary>
    static abstract bool Rectifies { get; }

    /// <summary>
    /// Whether the rows of a window are pieces of Winograd's lines. These have their bias. A pixel that is NaN makes NaN of all of a piece,
    /// so its first value tells.
    /// </summary>
    static abstract bool AreLines { get; }
}

/// <summary>They are stored.</summary>
internal readonly struct Stored : ITileEnd
{
    public static bool Pools => false;

    public static bool Rectifies => false;

    public static bool AreLines => false;
}

/// <summary>They are pooled.</summary>
internal readonly struct Pooled : ITileEnd
{
    public static bool Pools => true;

    public static bool Rectifies => false;

    public static bool AreLines => false;
}

/// <summary>They are pooled, and go through ReLU.</summary>
internal readonly struct PooledReLU : ITileEnd
{
    public static bool Pools => true;

    public static bool Rectifies => true;

    public static bool AreLines => false;
}

/// <summary>They are pooled lines.</summary>
internal readonly struct PooledLines : ITileEnd
{
    public static bool Pools => true;

    public static bool Rectifies => false;

    public static bool AreLines => true;
}

/// <summary>They are pooled lines, and go through ReLU.</summary>
internal readonly struct PooledLinesReLU : ITileEnd
{
    public static bool Pools => true;

    public static bool Rectifies => true;

    public static bool AreLines => true;
}
