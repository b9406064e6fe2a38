using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>
/// y = b + x W for a W of fewer columns than a vector has places, or few more than 8: ten classes, say. W lies turned, in panels of rows
/// (<see cref="MatrixPanels"/>), so that a vector of x meets a vector of each of W's columns, and all places of all vectors are used. Two
/// rows of x share what is read of W. Places are summed one by one, and in the end all places of a sum are added.
/// </summary>
internal static unsafe class NarrowProduct
{
    // So much of W is taken at a time for all rows of x: some 20 KB of it stay in the L1 cache.
    private const int CachedFloats = 5_120;

    /// <summary>Whether this is the product for <paramref name="columns"/> columns.</summary>
    public static bool Fits(int columns) => MatrixPanels.IsTurned(columns);

    /// <summary>How many panels of W are taken at a time for all rows.</summary>
    public static int PanelsAtATime(int columns) => Math.Max(1, CachedFloats / (columns * MatrixPanels.Width));

    /// <summary>
    /// How many rows share what is read of W: two, where a vector for each of their columns and <paramref name="others"/> fit the
    /// registers.
    /// </summary>
    public static int RowsAtOnce<V>(int columns, int others) where V : struct, ISimd<V> =>
        (2 * columns) + others <= V.Registers ? 2 : 1;

    /// <summary>Multiplies.</summary>
    /// <param name="rows">Rows of x and y, which lie side by side.</param>
    /// <param name="inputs">Columns of x, rows of W.</param>
    /// <param name="columns">Columns of W and y: those that fit.</param>
    /// <param name="x">x's first value.</param>
    /// <param name="w">W's first value.</param>
    /// <param name="b">One value for each column, or null.</param>
    /// <param name="y">y's first value.</param>
    public static void Multiply(int rows, int inputs, int columns, float* x, float* w, float* b, float* y) =>
        Simd.Run(new Kernel(rows, inputs, columns, x, w, b, y));

    private readonly struct Kernel(int rows, int inputs, int columns, float* x, float* w, float* b, float* y) : ISimdKernel
    {
        public void Run<V>() where V : struct, ISimd<V> => Multiply<V>(rows, inputs, columns, x, w, b, y);
    }

    private static void Multiply<V>(int rows, int inputs, int columns, float* x, float* w, float* b, float* y) where V : struct, ISimd<V>
    {
        int line = columns * V.Width, panels = inputs / MatrixPanels.Width, last = inputs % MatrixPanels.Width, whole = last / V.Width;
        float* sums = Scratch.Get(Scratch.Strip, (long)line * rows);
        new Span<float>(sums, checked(line * rows)).Clear();
        int chunk = PanelsAtATime(columns);
        for (int panel = 0; panel < panels; panel += chunk)
        {
            int first = panel * MatrixPanels.Width, count = Math.Min(chunk, panels - panel);
            AddRows<V>(rows, columns, new Part(count, MatrixPanels.Width / V.Width, MatrixPanels.Width), x + first, inputs,
                w + ((long)first * columns), sums);
        }

        long lastFirst = (long)panels * MatrixPanels.Width;
        float* lastPanel = w + (lastFirst * columns);
        if (whole > 0) { AddRows<V>(rows, columns, new Part(1, whole, last), x + lastFirst, inputs, lastPanel, sums); }
        for (int row = 0; row < rows; row++, x += inputs, y += columns)
        {
            for (int column = 0; column < columns; column++, sums += V.Width)
            {
                float sum = V.Sum(V.Load(sums)) + (b == null ? 0f : b[column]);
                for (int k = whole * V.Width; k < last; k++) { sum += x[lastFirst + k] * lastPanel[((long)column * last) + k]; }
                y[column] = sum;
            }
        }
    }

    // Some panels of W, the vectors of each of their columns, and from one column to the next.
    private readonly record struct Part(int Panels, int Vectors, int Width);

    private static void AddRows<V>(int rows, int columns, Part part, float* x, int inputs, float* w, float* sums) where V : struct, ISimd<V>
    {
        // Beside the sums, a vector of each row of x and one of W are in registers.
        int atOnce = RowsAtOnce<V>(columns, others: 3);
        for (int row = 0; row < rows; row += atOnce)
        {
            float* rowX = x + ((long)row * inputs), rowSums = sums + ((long)row * columns * V.Width);
            if (atOnce == 2 && row + 1 < rows)
            {
                Add<V, Two>(columns, part, rowX, inputs, w, rowSums);
            }
            else
            {
                Add<V, One>(columns, part, rowX, inputs, w, rowSums);
            }
        }
    }

    private static void Add<V, R>(int columns, Part part, float* x, long inputs, float* w, float* sums) where V : struct, ISimd<V>
        where R : struct, ITileCount
    {
        switch (columns)
        {
            case 1: Add<V, R, One>(part, x, inputs, w, sums); break;
            case 2: Add<V, R, Two>(part, x, inputs, w, sums); break;
            case 3: Add<V, R, Three>(part, x, inputs, w, sums); break;
            case 4: Add<V, R, Four>(part, x, inputs, w, sums); break;
            case 5: Add<V, R, Five>(part, x, inputs, w, sums); break;
            case 6: Add<V, R, Six>(part, x, inputs, w, sums); break;
            case 7: Add<V, R, Seven>(part, x, inputs, w, sums); break;
            case 8: Add<V, R, Eight>(part, x, inputs, w, sums); break;
            case 9: Add<V, R, Nine>(part, x, inputs, w, sums); break;
            case 10: Add<V, R, Ten>(part, x, inputs, w, sums); break;
            case 11: Add<V, R, Eleven>(part, x, inputs, w, sums); break;
            case 12: Add<V, R, Twelve>(part, x, inputs, w, sums); break;
            case 13: Add<V, R, Thirteen>(part, x, inputs, w, sums); break;
            case 14: Add<V, R, Fourteen>(part, x, inputs, w, sums); break;
            default: Add<V, R, Fifteen>(part, x, inputs, w, sums); break;
        }
    }

    // One row of x, or two: s are the first's sums, t the second's.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<V, R, N>(Part part, float* x, long inputs, float* w, float* sums) where V : struct, ISimd<V>
        where R : struct, ITileCount where N : struct, ITileCount
    {
        float* sumsBelow = R.Count > 1 ? sums + (N.Count * V.Width) : sums;
        long next = R.Count > 1 ? inputs : 0, width = part.Width;
        V s0 = V.Load(sums), t0 = V.Load(sumsBelow);
        V s1 = N.Count > 1 ? V.Load(sums + (1 * V.Width)) : default, t1 = N.Count > 1 ? V.Load(sumsBelow + (1 * V.Width)) : default;
        V s2 = N.Count > 2 ? V.Load(sums + (2 * V.Width)) : default, t2 = N.Count > 2 ? V.Load(sumsBelow + (2 * V.Width)) : default;
        V s3 = N.Count > 3 ? V.Load(sums + (3 * V.Width)) : default, t3 = N.Count > 3 ? V.Load(sumsBelow + (3 * V.Width)) : default;
        V s4 = N.Count > 4 ? V.Load(sums + (4 * V.Width)) : default, t4 = N.Count > 4 ? V.Load(sumsBelow + (4 * V.Width)) : default;
        V s5 = N.Count > 5 ? V.Load(sums + (5 * V.Width)) : default, t5 = N.Count > 5 ? V.Load(sumsBelow + (5 * V.Width)) : default;
        V s6 = N.Count > 6 ? V.Load(sums + (6 * V.Width)) : default, t6 = N.Count > 6 ? V.Load(sumsBelow + (6 * V.Width)) : default;
        V s7 = N.Count > 7 ? V.Load(sums + (7 * V.Width)) : default, t7 = N.Count > 7 ? V.Load(sumsBelow + (7 * V.Width)) : default;
        V s8 = N.Count > 8 ? V.Load(sums + (8 * V.Width)) : default, t8 = N.Count > 8 ? V.Load(sumsBelow + (8 * V.Width)) : default;
        V s9 = N.Count > 9 ? V.Load(sums + (9 * V.Width)) : default, t9 = N.Count > 9 ? V.Load(sumsBelow + (9 * V.Width)) : default;
        V s10 = N.Count > 10 ? V.Load(sums + (10 * V.Width)) : default, t10 = N.Count > 10 ? V.Load(sumsBelow + (10 * V.Width)) : default;
        V s11 = N.Count > 11 ? V.Load(sums + (11 * V.Width)) : default, t11 = N.Count > 11 ? V.Load(sumsBelow + (11 * V.Width)) : default;
        V s12 = N.Count > 12 ? V.Load(sums + (12 * V.Width)) : default, t12 = N.Count > 12 ? V.Load(sumsBelow + (12 * V.Width)) : default;
        V s13 = N.Count > 13 ? V.Load(sums + (13 * V.Width)) : default, t13 = N.Count > 13 ? V.Load(sumsBelow + (13 * V.Width)) : default;
        V s14 = N.Count > 14 ? V.Load(sums + (14 * V.Width)) : default, t14 = N.Count > 14 ? V.Load(sumsBelow + (14 * V.Width)) : default;
        for (int panel = 0; panel < part.Panels; panel++, x += width, w += N.Count * width)
        {
            for (int vector = 0; vector < part.Vectors; vector++)
            {
                float* from = w + (vector * V.Width);
                V a = V.Load(x + (vector * V.Width)), below = V.Load(x + next + (vector * V.Width)), k;
                { k = V.Load(from); s0.AddProduct(a, k); if (R.Count > 1) { t0.AddProduct(below, k); } }
                if (N.Count > 1) { k = V.Load(from + width); s1.AddProduct(a, k); if (R.Count > 1) { t1.AddProduct(below, k); } }
                if (N.Count > 2) { k = V.Load(from + (2 * width)); s2.AddProduct(a, k); if (R.Count > 1) { t2.AddProduct(below, k); } }
                if (N.Count > 3) { k = V.Load(from + (3 * width)); s3.AddProduct(a, k); if (R.Count > 1) { t3.AddProduct(below, k); } }
                if (N.Count > 4) { k = V.Load(from + (4 * width)); s4.AddProduct(a, k); if (R.Count > 1) { t4.AddProduct(below, k); } }
                if (N.Count > 5) { k = V.Load(from + (5 * width)); s5.AddProduct(a, k); if (R.Count > 1) { t5.AddProduct(below, k); } }
                if (N.Count > 6) { k = V.Load(from + (6 * width)); s6.AddProduct(a, k); if (R.Count > 1) { t6.AddProduct(below, k); } }
                if (N.Count > 7) { k = V.Load(from + (7 * width)); s7.AddProduct(a, k); if (R.Count > 1) { t7.AddProduct(below, k); } }
                if (N.Count > 8) { k = V.Load(from + (8 * width)); s8.AddProduct(a, k); if (R.Count > 1) { t8.AddProduct(below, k); } }
                if (N.Count > 9) { k = V.Load(from + (9 * width)); s9.AddProduct(a, k); if (R.Count > 1) { t9.AddProduct(below, k); } }
                if (N.Count > 10) { k = V.Load(from + (10 * width)); s10.AddProduct(a, k); if (R.Count > 1) { t10.AddProduct(below, k); } }
                if (N.Count > 11) { k = V.Load(from + (11 * width)); s11.AddProduct(a, k); if (R.Count > 1) { t11.AddProduct(below, k); } }
                if (N.Count > 12) { k = V.Load(from + (12 * width)); s12.AddProduct(a, k); if (R.Count > 1) { t12.AddProduct(below, k); } }
                if (N.Count > 13) { k = V.Load(from + (13 * width)); s13.AddProduct(a, k); if (R.Count > 1) { t13.AddProduct(below, k); } }
                if (N.Count > 14) { k = V.Load(from + (14 * width)); s14.AddProduct(a, k); if (R.Count > 1) { t14.AddProduct(below, k); } }
            }
        }

        { s0.Store(sums); if (R.Count > 1) { t0.Store(sumsBelow); } }
        if (N.Count > 1) { s1.Store(sums + (1 * V.Width)); if (R.Count > 1) { t1.Store(sumsBelow + (1 * V.Width)); } }
        if (N.Count > 2) { s2.Store(sums + (2 * V.Width)); if (R.Count > 1) { t2.Store(sumsBelow + (2 * V.Width)); } }
        if (N.Count > 3) { s3.Store(sums + (3 * V.Width)); if (R.Count > 1) { t3.Store(sumsBelow + (3 * V.Width)); } }
        if (N.Count > 4) { s4.Store(sums + (4 * V.Width)); if (R.Count > 1) { t4.Store(sumsBelow + (4 * V.Width)); } }
        if (N.Count > 5) { s5.Store(sums + (5 * V.Width)); if (R.Count > 1) { t5.Store(sumsBelow + (5 * V.Width)); } }
        if (N.Count > 6) { s6.Store(sums + (6 * V.Width)); if (R.Count > 1) { t6.Store(sumsBelow + (6 * V.Width)); } }
        if (N.Count > 7) { s7.Store(sums + (7 * V.Width)); if (R.Count > 1) { t7.Store(sumsBelow + (7 * V.Width)); } }
        if (N.Count > 8) { s8.Store(sums + (8 * V.Width)); if (R.Count > 1) { t8.Store(sumsBelow + (8 * V.Width)); } }
        if (N.Count > 9) { s9.Store(sums + (9 * V.Width)); if (R.Count > 1) { t9.Store(sumsBelow + (9 * V.Width)); } }
        if (N.Count > 10) { s10.Store(sums + (10 * V.Width)); if (R.Count > 1) { t10.Store(sumsBelow + (10 * V.Width)); } }
        if (N.Count > 11) { s11.Store(sums + (11 * V.Width)); if (R.Count > 1) { t11.Store(sumsBelow + (11 * V.Width)); } }
        if (N.Count > 12) { s12.Store(sums + (12 * V.Width)); if (R.Count > 1) { t12.Store(sumsBelow + (12 * V.Width)); } }
        if (N.Count > 13) { s13.Store(sums + (13 * V.Width)); if (R.Count > 1) { t13.Store(sumsBelow + (13 * V.Width)); } }
        if (N.Count > 14) { s14.Store(sums + (14 * V.Width)); if (R.Count > 1) { t14.Store(sumsBelow + (14 * V.Width)); } }
    }
}
