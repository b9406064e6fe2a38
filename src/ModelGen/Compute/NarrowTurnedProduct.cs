using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>
/// x = y W' for the W of <see cref="NarrowProduct"/>: a row of y stays in registers, each value in all places of a vector, while the panels
/// of W go by and a row of x is written from its beginning to its end. Two rows share what is read of W.
/// </summary>
internal static unsafe class NarrowTurnedProduct
{
    /// <summary>Multiplies.</summary>
    /// <param name="rows">Rows of x and y, which lie side by side.</param>
    /// <param name="inputs">Columns of x, rows of W.</param>
    /// <param name="columns">Columns of W and y: those that fit <see cref="NarrowProduct"/>.</param>
    /// <param name="y">y's first value.</param>
    /// <param name="w">W's first value.</param>
    /// <param name="x">x's first value.</param>
    public static void Multiply(int rows, int inputs, int columns, float* y, float* w, float* x) =>
        Simd.Run(new Kernel(rows, inputs, columns, y, w, x));

    private readonly struct Kernel(int rows, int inputs, int columns, float* y, float* w, float* x) : ISimdKernel
    {
        public void Run<V>() where V : struct, ISimd<V> => Multiply<V>(rows, inputs, columns, y, w, x);
    }

    private static void Multiply<V>(int rows, int inputs, int columns, float* y, float* w, float* x) where V : struct, ISimd<V>
    {
        // Beside the rows of y, two sums for each of them and a vector of W are in registers.
        int atOnce = NarrowProduct.RowsAtOnce<V>(columns, others: 5);
        int panels = inputs / MatrixPanels.Width, chunk = NarrowProduct.PanelsAtATime(columns);
        for (int panel = 0; panel < panels; panel += chunk)
        {
            int first = panel * MatrixPanels.Width, count = Math.Min(chunk, panels - panel);
            for (int row = 0; row < rows; row += atOnce)
            {
                float* rowY = y + ((long)row * columns), rowX = x + ((long)row * inputs) + first, part = w + ((long)first * columns);
                if (atOnce == 2 && row + 1 < rows)
                {
                    Multiply<V, Two>(columns, count, rowY, part, rowX, inputs);
                }
                else
                {
                    Multiply<V, One>(columns, count, rowY, part, rowX, inputs);
                }
            }
        }

        int last = inputs % MatrixPanels.Width, lastFirst = inputs - last;
        if (last > 0)
        {
            Product.Multiply(rows, last, new Terms(1, columns, 0, 1), y, columns, w + ((long)lastFirst * columns), last, x + lastFirst,
                inputs);
        }
    }

    private static void Multiply<V, R>(int columns, int panels, float* y, float* w, float* x, long inputs) where V : struct, ISimd<V>
        where R : struct, ITileCount
    {
        switch (columns)
        {
            case 1: Multiply<V, R, One>(panels, y, w, x, inputs); break;
            case 2: Multiply<V, R, Two>(panels, y, w, x, inputs); break;
            case 3: Multiply<V, R, Three>(panels, y, w, x, inputs); break;
            case 4: Multiply<V, R, Four>(panels, y, w, x, inputs); break;
            case 5: Multiply<V, R, Five>(panels, y, w, x, inputs); break;
            case 6: Multiply<V, R, Six>(panels, y, w, x, inputs); break;
            case 7: Multiply<V, R, Seven>(panels, y, w, x, inputs); break;
            case 8: Multiply<V, R, Eight>(panels, y, w, x, inputs); break;
            case 9: Multiply<V, R, Nine>(panels, y, w, x, inputs); break;
            case 10: Multiply<V, R, Ten>(panels, y, w, x, inputs); break;
            case 11: Multiply<V, R, Eleven>(panels, y, w, x, inputs); break;
            case 12: Multiply<V, R, Twelve>(panels, y, w, x, inputs); break;
            case 13: Multiply<V, R, Thirteen>(panels, y, w, x, inputs); break;
            case 14: Multiply<V, R, Fourteen>(panels, y, w, x, inputs); break;
            default: Multiply<V, R, Fifteen>(panels, y, w, x, inputs); break;
        }
    }

    // One row, or two: a are the first's values, b the second's.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<V, R, N>(int panels, float* y, float* w, float* x, long inputs) where V : struct, ISimd<V>
        where R : struct, ITileCount where N : struct, ITileCount
    {
        const int width = MatrixPanels.Width;
        float* below = R.Count > 1 ? y + N.Count : y;
        V a0 = V.LoadScalar(y), b0 = V.LoadScalar(below);
        V a1 = N.Count > 1 ? V.LoadScalar(y + 1) : default, b1 = N.Count > 1 ? V.LoadScalar(below + 1) : default;
        V a2 = N.Count > 2 ? V.LoadScalar(y + 2) : default, b2 = N.Count > 2 ? V.LoadScalar(below + 2) : default;
        V a3 = N.Count > 3 ? V.LoadScalar(y + 3) : default, b3 = N.Count > 3 ? V.LoadScalar(below + 3) : default;
        V a4 = N.Count > 4 ? V.LoadScalar(y + 4) : default, b4 = N.Count > 4 ? V.LoadScalar(below + 4) : default;
        V a5 = N.Count > 5 ? V.LoadScalar(y + 5) : default, b5 = N.Count > 5 ? V.LoadScalar(below + 5) : default;
        V a6 = N.Count > 6 ? V.LoadScalar(y + 6) : default, b6 = N.Count > 6 ? V.LoadScalar(below + 6) : default;
        V a7 = N.Count > 7 ? V.LoadScalar(y + 7) : default, b7 = N.Count > 7 ? V.LoadScalar(below + 7) : default;
        V a8 = N.Count > 8 ? V.LoadScalar(y + 8) : default, b8 = N.Count > 8 ? V.LoadScalar(below + 8) : default;
        V a9 = N.Count > 9 ? V.LoadScalar(y + 9) : default, b9 = N.Count > 9 ? V.LoadScalar(below + 9) : default;
        V a10 = N.Count > 10 ? V.LoadScalar(y + 10) : default, b10 = N.Count > 10 ? V.LoadScalar(below + 10) : default;
        V a11 = N.Count > 11 ? V.LoadScalar(y + 11) : default, b11 = N.Count > 11 ? V.LoadScalar(below + 11) : default;
        V a12 = N.Count > 12 ? V.LoadScalar(y + 12) : default, b12 = N.Count > 12 ? V.LoadScalar(below + 12) : default;
        V a13 = N.Count > 13 ? V.LoadScalar(y + 13) : default, b13 = N.Count > 13 ? V.LoadScalar(below + 13) : default;
        V a14 = N.Count > 14 ? V.LoadScalar(y + 14) : default, b14 = N.Count > 14 ? V.LoadScalar(below + 14) : default;
        for (int panel = 0; panel < panels; panel++, w += N.Count * width, x += width)
        {
            for (int i = 0; i < width; i += 2 * V.Width)
            {
                float* from = w + i;
                V sum = default, next = default, sumBelow = default, nextBelow = default, k;
                {
                    k = V.Load(from);
                    sum.AddScaled(a0, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b0, k); }
                    k = V.Load(from + V.Width);
                    next.AddScaled(a0, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b0, k); }
                }
                if (N.Count > 1)
                {
                    k = V.Load(from + (1 * width));
                    sum.AddScaled(a1, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b1, k); }
                    k = V.Load(from + (1 * width) + V.Width);
                    next.AddScaled(a1, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b1, k); }
                }
                if (N.Count > 2)
                {
                    k = V.Load(from + (2 * width));
                    sum.AddScaled(a2, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b2, k); }
                    k = V.Load(from + (2 * width) + V.Width);
                    next.AddScaled(a2, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b2, k); }
                }
                if (N.Count > 3)
                {
                    k = V.Load(from + (3 * width));
                    sum.AddScaled(a3, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b3, k); }
                    k = V.Load(from + (3 * width) + V.Width);
                    next.AddScaled(a3, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b3, k); }
                }
                if (N.Count > 4)
                {
                    k = V.Load(from + (4 * width));
                    sum.AddScaled(a4, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b4, k); }
                    k = V.Load(from + (4 * width) + V.Width);
                    next.AddScaled(a4, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b4, k); }
                }
                if (N.Count > 5)
                {
                    k = V.Load(from + (5 * width));
                    sum.AddScaled(a5, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b5, k); }
                    k = V.Load(from + (5 * width) + V.Width);
                    next.AddScaled(a5, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b5, k); }
                }
                if (N.Count > 6)
                {
                    k = V.Load(from + (6 * width));
                    sum.AddScaled(a6, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b6, k); }
                    k = V.Load(from + (6 * width) + V.Width);
                    next.AddScaled(a6, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b6, k); }
                }
                if (N.Count > 7)
                {
                    k = V.Load(from + (7 * width));
                    sum.AddScaled(a7, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b7, k); }
                    k = V.Load(from + (7 * width) + V.Width);
                    next.AddScaled(a7, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b7, k); }
                }
                if (N.Count > 8)
                {
                    k = V.Load(from + (8 * width));
                    sum.AddScaled(a8, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b8, k); }
                    k = V.Load(from + (8 * width) + V.Width);
                    next.AddScaled(a8, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b8, k); }
                }
                if (N.Count > 9)
                {
                    k = V.Load(from + (9 * width));
                    sum.AddScaled(a9, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b9, k); }
                    k = V.Load(from + (9 * width) + V.Width);
                    next.AddScaled(a9, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b9, k); }
                }
                if (N.Count > 10)
                {
                    k = V.Load(from + (10 * width));
                    sum.AddScaled(a10, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b10, k); }
                    k = V.Load(from + (10 * width) + V.Width);
                    next.AddScaled(a10, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b10, k); }
                }
                if (N.Count > 11)
                {
                    k = V.Load(from + (11 * width));
                    sum.AddScaled(a11, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b11, k); }
                    k = V.Load(from + (11 * width) + V.Width);
                    next.AddScaled(a11, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b11, k); }
                }
                if (N.Count > 12)
                {
                    k = V.Load(from + (12 * width));
                    sum.AddScaled(a12, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b12, k); }
                    k = V.Load(from + (12 * width) + V.Width);
                    next.AddScaled(a12, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b12, k); }
                }
                if (N.Count > 13)
                {
                    k = V.Load(from + (13 * width));
                    sum.AddScaled(a13, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b13, k); }
                    k = V.Load(from + (13 * width) + V.Width);
                    next.AddScaled(a13, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b13, k); }
                }
                if (N.Count > 14)
                {
                    k = V.Load(from + (14 * width));
                    sum.AddScaled(a14, k);
                    if (R.Count > 1) { sumBelow.AddScaled(b14, k); }
                    k = V.Load(from + (14 * width) + V.Width);
                    next.AddScaled(a14, k);
                    if (R.Count > 1) { nextBelow.AddScaled(b14, k); }
                }
                sum.Store(x + i);
                next.Store(x + i + V.Width);
                if (R.Count > 1) { sumBelow.Store(x + inputs + i); nextBelow.Store(x + inputs + i + V.Width); }
            }
        }
    }
}
