using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>
/// <see cref="Tile"/> for a single vector of columns: up to 24 rows, so that 25 loads hold up 24 multiply-adds, and not 9 of them 8.
/// A method of its own, because with these rows beside the others the compiler would no longer inline all of the one.
/// </summary>
internal static unsafe class TallTile
{
    /// <param name="a">The first value of the first row.</param>
    /// <param name="rowStride">Floats from one row of A to the next.</param>
    /// <param name="terms">What is summed.</param>
    /// <param name="b">The first row of B at the tile's first column; whole vectors are read from each of its rows.</param>
    /// <param name="ldb">Floats from one row of B to the next.</param>
    /// <param name="c">The tile's first value; whole vectors are written.</param>
    /// <param name="ldc">Floats from one row of C to the next.</param>
    /// <param name="start">What sums start from: a value for each column, or null to start from C where <paramref name="fromC"/>, else from
    /// 0.</param>
    /// <param name="fromC">Whether sums start from what C holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<V, R>(float* a, long rowStride, Terms terms, float* b, long ldb, float* c, long ldc, float* start,
        bool fromC) where V : struct, ISimd<V> where R : struct, ITileCount
    {
        long fourRows = 4 * rowStride, innerStride = terms.InnerStride;
        V s0 = default, s1 = default, s2 = default, s3 = default;
        V s4 = default, s5 = default, s6 = default, s7 = default;
        V s8 = default, s9 = default, s10 = default, s11 = default;
        V s12 = default, s13 = default, s14 = default, s15 = default;
        V s16 = default, s17 = default, s18 = default, s19 = default;
        V s20 = default, s21 = default, s22 = default, s23 = default;
        if (start != null || fromC)
        {
            float* from = start != null ? start : c;
            long step = start != null ? 0 : ldc;
            s0 = V.Load(from + (0 * step));
            s1 = V.Load(from + (1 * step));
            s2 = V.Load(from + (2 * step));
            s3 = V.Load(from + (3 * step));
            s4 = V.Load(from + (4 * step));
            s5 = V.Load(from + (5 * step));
            s6 = V.Load(from + (6 * step));
            s7 = V.Load(from + (7 * step));
            s8 = V.Load(from + (8 * step));
            s9 = V.Load(from + (9 * step));
            s10 = V.Load(from + (10 * step));
            s11 = V.Load(from + (11 * step));
            s12 = V.Load(from + (12 * step));
            s13 = V.Load(from + (13 * step));
            s14 = V.Load(from + (14 * step));
            s15 = V.Load(from + (15 * step));
            if (R.Count > 16)
            {
                s16 = V.Load(from + (16 * step));
                s17 = V.Load(from + (17 * step));
                s18 = V.Load(from + (18 * step));
                s19 = V.Load(from + (19 * step));
            }
            if (R.Count > 20)
            {
                s20 = V.Load(from + (20 * step));
                s21 = V.Load(from + (21 * step));
                s22 = V.Load(from + (22 * step));
                s23 = V.Load(from + (23 * step));
            }
        }

        for (int outer = 0; outer < terms.Outer; outer++)
        {
            float* p = a + (outer * terms.OuterStride);
            for (int inner = 0; inner < terms.Inner; inner++)
            {
                V x = V.Load(b);
                float* p0 = p, p1 = p + fourRows, p2 = p1 + fourRows, p3 = p2 + fourRows, p4 = p3 + fourRows, p5 = p4 + fourRows;
                s0.AddScaled(V.LoadScalar(p0), x);
                s1.AddScaled(V.LoadScalar(p0 + rowStride), x);
                s2.AddScaled(V.LoadScalar(p0 + (2 * rowStride)), x);
                s3.AddScaled(V.LoadScalar(p0 + (3 * rowStride)), x);
                s4.AddScaled(V.LoadScalar(p1), x);
                s5.AddScaled(V.LoadScalar(p1 + rowStride), x);
                s6.AddScaled(V.LoadScalar(p1 + (2 * rowStride)), x);
                s7.AddScaled(V.LoadScalar(p1 + (3 * rowStride)), x);
                s8.AddScaled(V.LoadScalar(p2), x);
                s9.AddScaled(V.LoadScalar(p2 + rowStride), x);
                s10.AddScaled(V.LoadScalar(p2 + (2 * rowStride)), x);
                s11.AddScaled(V.LoadScalar(p2 + (3 * rowStride)), x);
                s12.AddScaled(V.LoadScalar(p3), x);
                s13.AddScaled(V.LoadScalar(p3 + rowStride), x);
                s14.AddScaled(V.LoadScalar(p3 + (2 * rowStride)), x);
                s15.AddScaled(V.LoadScalar(p3 + (3 * rowStride)), x);
                if (R.Count > 16)
                {
                    s16.AddScaled(V.LoadScalar(p4), x);
                    s17.AddScaled(V.LoadScalar(p4 + rowStride), x);
                    s18.AddScaled(V.LoadScalar(p4 + (2 * rowStride)), x);
                    s19.AddScaled(V.LoadScalar(p4 + (3 * rowStride)), x);
                }

                if (R.Count > 20)
                {
                    s20.AddScaled(V.LoadScalar(p5), x);
                    s21.AddScaled(V.LoadScalar(p5 + rowStride), x);
                    s22.AddScaled(V.LoadScalar(p5 + (2 * rowStride)), x);
                    s23.AddScaled(V.LoadScalar(p5 + (3 * rowStride)), x);
                }

                p += innerStride;
                b += ldb;
            }
        }

        s0.Store(c + (0 * ldc)); s1.Store(c + (1 * ldc)); s2.Store(c + (2 * ldc)); s3.Store(c + (3 * ldc));
        s4.Store(c + (4 * ldc)); s5.Store(c + (5 * ldc)); s6.Store(c + (6 * ldc)); s7.Store(c + (7 * ldc));
        s8.Store(c + (8 * ldc)); s9.Store(c + (9 * ldc)); s10.Store(c + (10 * ldc)); s11.Store(c + (11 * ldc));
        s12.Store(c + (12 * ldc)); s13.Store(c + (13 * ldc)); s14.Store(c + (14 * ldc)); s15.Store(c + (15 * ldc));
        if (R.Count > 16) { s16.Store(c + (16 * ldc)); s17.Store(c + (17 * ldc)); s18.Store(c + (18 * ldc)); s19.Store(c + (19 * ldc)); }
        if (R.Count > 20) { s20.Store(c + (20 * ldc)); s21.Store(c + (21 * ldc)); s22.Store(c + (22 * ldc)); s23.Store(c + (23 * ldc)); }
    }
}
