using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Kernels;

/// <summary>
/// y = b + x W for a W of fewer columns than a vector has places, or few more than 8: ten classes, say. W is read as it lies, one row after the
/// other: n vectors of it are as many rows as a vector has places, and meet n permutations of as many values of x. All places of all vectors are used, and
/// nothing is copied. In the end the sums of each column, which stand n places apart, are added.
/// </summary>
internal static unsafe class NarrowProduct
{
    // Rows of W that are taken at a time for all rows of x: some 20 KB of them stay in the L1 cache.
    private const int CachedFloats = 5_120;

    // With 16 registers the sums of more columns are spilled, which costs more than tiles whose last columns are padded.
    private const int MostColumnsOfAvx2 = 11;

    /// <summary>Whether this is the product for <paramref name="columns"/> columns. A whole vector of them is a tile without padding.</summary>
    public static bool Fits(int columns) =>
        Product.Width > 1 && columns != Product.Width && columns <= Math.Max(Product.Width, MostColumnsOfAvx2);

    /// <summary>Multiplies.</summary>
    /// <param name="rows">Rows of x and y, which lie side by side.</param>
    /// <param name="inputs">Columns of x, rows of W.</param>
    /// <param name="columns">Columns of W and y: those that fit.</param>
    /// <param name="x">x's first value.</param>
    /// <param name="w">W's first value.</param>
    /// <param name="b">One value for each column, or null.</param>
    /// <param name="y">y's first value.</param>
    public static void Multiply(int rows, int inputs, int columns, float* x, float* w, float* b, float* y)
    {
        if (Vector512.IsHardwareAccelerated) { Multiply<Simd512>(rows, inputs, columns, x, w, b, y); }
        else { Multiply<Simd256>(rows, inputs, columns, x, w, b, y); }
    }

    private static void Multiply<V>(int rows, int inputs, int columns, float* x, float* w, float* b, float* y) where V : struct, ISimd<V>
    {
        long line = (long)columns * V.Width;
        float* patterns = Scratch.Get(Scratch.Strip, line * (rows + 1));
        float* sums = patterns + line;
        FillPatterns((int*)patterns, V.Width, columns);
        new Span<float>(sums, checked((int)(line * rows))).Clear();
        int whole = inputs / V.Width * V.Width;
        int chunk = Math.Max(1, CachedFloats / (int)line) * V.Width;
        for (int first = 0; first < whole; first += chunk)
        {
            int count = Math.Min(chunk, whole - first);
            for (int row = 0; row < rows; row++) { Add<V>(columns, count / V.Width, x + ((long)row * inputs) + first, w + ((long)first * columns), patterns, sums + (row * line)); }
        }

        for (int row = 0; row < rows; row++)
        {
            float* sum = sums + (row * line);
            for (int k = whole; k < inputs; k++)
            {
                for (int column = 0; column < columns; column++) { sum[column] += x[((long)row * inputs) + k] * w[((long)k * columns) + column]; }
            }

            Fold(sum, (int)line, columns, b, y + ((long)row * columns));
        }
    }

    // Place i of the vectors holds row i / columns of W.
    private static void FillPatterns(int* patterns, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++) { *patterns++ = row; }
        }
    }

    private static void Fold(float* sums, int count, int columns, float* b, float* y)
    {
        for (int i = columns; i < count; i += columns)
        {
            for (int column = 0; column < columns; column++) { sums[column] += sums[i + column]; }
        }

        for (int column = 0; column < columns; column++) { y[column] = b == null ? sums[column] : sums[column] + b[column]; }
    }

    private static void Add<V>(int columns, int count, float* x, float* w, float* patterns, float* sums) where V : struct, ISimd<V>
    {
        switch (columns)
        {
            case 1: Add<V, One>(count, x, w, patterns, sums); break;
            case 2: Add<V, Two>(count, x, w, patterns, sums); break;
            case 3: Add<V, Three>(count, x, w, patterns, sums); break;
            case 4: Add<V, Four>(count, x, w, patterns, sums); break;
            case 5: Add<V, Five>(count, x, w, patterns, sums); break;
            case 6: Add<V, Six>(count, x, w, patterns, sums); break;
            case 7: Add<V, Seven>(count, x, w, patterns, sums); break;
            case 8: Add<V, Eight>(count, x, w, patterns, sums); break;
            case 9: Add<V, Nine>(count, x, w, patterns, sums); break;
            case 10: Add<V, Ten>(count, x, w, patterns, sums); break;
            case 11: Add<V, Eleven>(count, x, w, patterns, sums); break;
            case 12: Add<V, Twelve>(count, x, w, patterns, sums); break;
            case 13: Add<V, Thirteen>(count, x, w, patterns, sums); break;
            case 14: Add<V, Fourteen>(count, x, w, patterns, sums); break;
            default: Add<V, Fifteen>(count, x, w, patterns, sums); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<V, N>(int count, float* x, float* w, float* patterns, float* sums) where V : struct, ISimd<V> where N : struct, ITileCount
    {
        V p0 = V.Load(patterns), s0 = V.Load(sums);
        V p1 = N.Count > 1 ? V.Load(patterns + (1 * V.Width)) : default, s1 = N.Count > 1 ? V.Load(sums + (1 * V.Width)) : default;
        V p2 = N.Count > 2 ? V.Load(patterns + (2 * V.Width)) : default, s2 = N.Count > 2 ? V.Load(sums + (2 * V.Width)) : default;
        V p3 = N.Count > 3 ? V.Load(patterns + (3 * V.Width)) : default, s3 = N.Count > 3 ? V.Load(sums + (3 * V.Width)) : default;
        V p4 = N.Count > 4 ? V.Load(patterns + (4 * V.Width)) : default, s4 = N.Count > 4 ? V.Load(sums + (4 * V.Width)) : default;
        V p5 = N.Count > 5 ? V.Load(patterns + (5 * V.Width)) : default, s5 = N.Count > 5 ? V.Load(sums + (5 * V.Width)) : default;
        V p6 = N.Count > 6 ? V.Load(patterns + (6 * V.Width)) : default, s6 = N.Count > 6 ? V.Load(sums + (6 * V.Width)) : default;
        V p7 = N.Count > 7 ? V.Load(patterns + (7 * V.Width)) : default, s7 = N.Count > 7 ? V.Load(sums + (7 * V.Width)) : default;
        V p8 = N.Count > 8 ? V.Load(patterns + (8 * V.Width)) : default, s8 = N.Count > 8 ? V.Load(sums + (8 * V.Width)) : default;
        V p9 = N.Count > 9 ? V.Load(patterns + (9 * V.Width)) : default, s9 = N.Count > 9 ? V.Load(sums + (9 * V.Width)) : default;
        V p10 = N.Count > 10 ? V.Load(patterns + (10 * V.Width)) : default, s10 = N.Count > 10 ? V.Load(sums + (10 * V.Width)) : default;
        V p11 = N.Count > 11 ? V.Load(patterns + (11 * V.Width)) : default, s11 = N.Count > 11 ? V.Load(sums + (11 * V.Width)) : default;
        V p12 = N.Count > 12 ? V.Load(patterns + (12 * V.Width)) : default, s12 = N.Count > 12 ? V.Load(sums + (12 * V.Width)) : default;
        V p13 = N.Count > 13 ? V.Load(patterns + (13 * V.Width)) : default, s13 = N.Count > 13 ? V.Load(sums + (13 * V.Width)) : default;
        V p14 = N.Count > 14 ? V.Load(patterns + (14 * V.Width)) : default, s14 = N.Count > 14 ? V.Load(sums + (14 * V.Width)) : default;
        for (int i = 0; i < count; i++)
        {
            V value = V.Load(x);
            s0.AddProduct(V.Permute(value, p0), V.Load(w));
            if (N.Count > 1) { s1.AddProduct(V.Permute(value, p1), V.Load(w + (1 * V.Width))); }
            if (N.Count > 2) { s2.AddProduct(V.Permute(value, p2), V.Load(w + (2 * V.Width))); }
            if (N.Count > 3) { s3.AddProduct(V.Permute(value, p3), V.Load(w + (3 * V.Width))); }
            if (N.Count > 4) { s4.AddProduct(V.Permute(value, p4), V.Load(w + (4 * V.Width))); }
            if (N.Count > 5) { s5.AddProduct(V.Permute(value, p5), V.Load(w + (5 * V.Width))); }
            if (N.Count > 6) { s6.AddProduct(V.Permute(value, p6), V.Load(w + (6 * V.Width))); }
            if (N.Count > 7) { s7.AddProduct(V.Permute(value, p7), V.Load(w + (7 * V.Width))); }
            if (N.Count > 8) { s8.AddProduct(V.Permute(value, p8), V.Load(w + (8 * V.Width))); }
            if (N.Count > 9) { s9.AddProduct(V.Permute(value, p9), V.Load(w + (9 * V.Width))); }
            if (N.Count > 10) { s10.AddProduct(V.Permute(value, p10), V.Load(w + (10 * V.Width))); }
            if (N.Count > 11) { s11.AddProduct(V.Permute(value, p11), V.Load(w + (11 * V.Width))); }
            if (N.Count > 12) { s12.AddProduct(V.Permute(value, p12), V.Load(w + (12 * V.Width))); }
            if (N.Count > 13) { s13.AddProduct(V.Permute(value, p13), V.Load(w + (13 * V.Width))); }
            if (N.Count > 14) { s14.AddProduct(V.Permute(value, p14), V.Load(w + (14 * V.Width))); }
            x += V.Width;
            w += N.Count * V.Width;
        }

        s0.Store(sums);
        if (N.Count > 1) { s1.Store(sums + (1 * V.Width)); }
        if (N.Count > 2) { s2.Store(sums + (2 * V.Width)); }
        if (N.Count > 3) { s3.Store(sums + (3 * V.Width)); }
        if (N.Count > 4) { s4.Store(sums + (4 * V.Width)); }
        if (N.Count > 5) { s5.Store(sums + (5 * V.Width)); }
        if (N.Count > 6) { s6.Store(sums + (6 * V.Width)); }
        if (N.Count > 7) { s7.Store(sums + (7 * V.Width)); }
        if (N.Count > 8) { s8.Store(sums + (8 * V.Width)); }
        if (N.Count > 9) { s9.Store(sums + (9 * V.Width)); }
        if (N.Count > 10) { s10.Store(sums + (10 * V.Width)); }
        if (N.Count > 11) { s11.Store(sums + (11 * V.Width)); }
        if (N.Count > 12) { s12.Store(sums + (12 * V.Width)); }
        if (N.Count > 13) { s13.Store(sums + (13 * V.Width)); }
        if (N.Count > 14) { s14.Store(sums + (14 * V.Width)); }
    }
}
