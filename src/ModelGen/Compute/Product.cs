using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>
/// C = start + A B by register tiles: for each panel of one or two vectors of columns, down the rows of A, so that the panel of B
/// stays in the cache. The last columns, where they fill no vector, go through a copy of B with zeros beside them.
/// </summary>
internal static unsafe class Product
{
    /// <summary>Multiplies.</summary>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Columns of B and C, any number.</param>
    /// <param name="terms">What is summed; B has as many rows.</param>
    /// <param name="a">A's first value.</param>
    /// <param name="rowStride">Floats from one row of A to the next.</param>
    /// <param name="b">B's first value.</param>
    /// <param name="ldb">Floats from one row of B to the next.</param>
    /// <param name="c">C's first value.</param>
    /// <param name="ldc">Floats from one row of C to the next.</param>
    /// <param name="bias">One value for each column to start from, or null.</param>
    /// <param name="accumulate">Whether to add to what C holds.</param>
    public static void Multiply(int rows, int columns, Terms terms, float* a, long rowStride, float* b, long ldb, float* c, long ldc,
        float* bias = null, bool accumulate = false) =>
        Simd.Run(new Kernel(rows, columns, terms, a, rowStride, b, ldb, c, ldc, bias, accumulate));

    private readonly struct Kernel(int rows, int columns, Terms terms, float* a, long rowStride, float* b, long ldb, float* c, long ldc,
        float* bias, bool accumulate) : ISimdKernel
    {
        public void Run<V>() where V : struct, ISimd<V> =>
            Multiply<V>(rows, columns, terms, a, rowStride, b, ldb, c, ldc, bias, accumulate);
    }

    private static void Multiply<V>(int rows, int columns, Terms terms, float* a, long rowStride, float* b, long ldb, float* c, long ldc,
        float* bias, bool accumulate)
        where V : struct, ISimd<V>
    {
        int column = 0;
        while (columns - column >= V.Width)
        {
            int width = columns - column >= 2 * V.Width ? 2 : 1;
            float* start = bias == null ? null : bias + column;
            Panel<V>(rows, width, terms, a, rowStride, b + column, ldb, c + column, ldc, start, accumulate);
            column += width * V.Width;
        }

        if (column < columns)
        {
            LastColumns<V>(rows, columns - column, terms, a, rowStride, b + column, ldb, c + column, ldc,
                bias == null ? null : bias + column, accumulate);
        }
    }

    // Fewer columns than a vector has: a padded copy of B, and tiles that are copied to C.
    private static void LastColumns<V>(int rows, int columns, Terms terms, float* a, long rowStride, float* b, long ldb, float* c, long ldc,
        float* bias, bool accumulate)
        where V : struct, ISimd<V>
    {
        long count = terms.Count;
        float* padded = Scratch.Get(Scratch.LastColumns, (count + V.MaxRows + 1) * V.Width);
        float* tile = padded + (count * V.Width);
        float* start = tile + (V.MaxRows * V.Width);
        for (long k = 0; k < count; k++) { CopyPadded(b + (k * ldb), padded + (k * V.Width), columns, V.Width); }
        if (bias != null) { CopyPadded(bias, start, columns, V.Width); }
        for (int row = 0; row < rows;)
        {
            int height = TileRows<V>(rows - row);
            if (accumulate)
            {
                for (int r = 0; r < height; r++) { CopyPadded(c + ((row + r) * ldc), tile + (r * V.Width), columns, V.Width); }
            }

            Tiles<V, One>(height, terms, a + (row * rowStride), rowStride, padded, V.Width, tile, V.Width, bias == null ? null : start,
                accumulate);
            for (int r = 0; r < height; r++)
            {
                Unsafe.CopyBlockUnaligned(c + ((row + r) * ldc), tile + (r * V.Width), (uint)(columns * sizeof(float)));
            }
            row += height;
        }
    }

    private static void CopyPadded(float* from, float* to, int count, int width)
    {
        for (int i = 0; i < count; i++) { to[i] = from[i]; }
        for (int i = count; i < width; i++) { to[i] = 0f; }
    }

    private static void Panel<V>(int rows, int width, Terms terms, float* a, long rowStride, float* b, long ldb, float* c, long ldc,
        float* start, bool accumulate)
        where V : struct, ISimd<V>
    {
        int even = EvenRows<V>(rows);
        int tall = width == 1 ? TallRows<V>(rows) : 0;
        for (int row = 0; row < rows;)
        {
            if (tall > 0 && rows - row >= tall)
            {
                TallTiles<V>(tall, terms, a + (row * rowStride), rowStride, b, ldb, c + (row * ldc), ldc, start, accumulate);
                row += tall;
                even = EvenRows<V>(rows - row);
                continue;
            }

            int height = even > 0 ? even : TileRows<V>(rows - row);
            float* rowA = a + (row * rowStride);
            float* rowC = c + (row * ldc);
            if (width == 2) { Tiles<V, Two>(height, terms, rowA, rowStride, b, ldb, rowC, ldc, start, accumulate); }
            else { Tiles<V, One>(height, terms, rowA, rowStride, b, ldb, rowC, ldc, start, accumulate); }
            row += height;
        }
    }

    // Tiles of the same height where they come out even: each height is a method for the JIT to compile. From 8 rows on there are sums
    // enough to keep the multiply-adds busy.
    private static int EvenRows<V>(int rows) where V : struct, ISimd<V> =>
        V.MaxRows < 12 ? 0 : rows % 12 == 0 ? 12 : rows % 10 == 0 ? 10 : rows % 8 == 0 ? 8 : 0;

    // A single vector of columns in taller tiles: of 8 rows, 9 loads hold up 8 multiply-adds. As even as they come; what is left is less.
    private static int TallRows<V>(int rows) where V : struct, ISimd<V> =>
        V.MaxRows < 12 || rows < 16 ? 0 : rows % 24 == 0 ? 24 : rows % 20 == 0 ? 20 : rows % 16 == 0 || rows < 24 ? 16 : 24;

    // The tallest tile that fits; 13 rows are better as 8 + 5 than as 12 + 1, whose last tile would wait for its own sums.
    private static int TileRows<V>(int rows) where V : struct, ISimd<V>
    {
        if (rows >= V.MaxRows) { return rows - V.MaxRows is > 0 and < 3 && V.MaxRows == 12 ? 8 : V.MaxRows; }
        return rows switch { 10 when V.MaxRows == 12 => 10, >= 8 and < 12 => 8, 7 => 4, >= 6 => Math.Min(6, V.MaxRows),
            _ => Math.Min(rows, V.MaxRows) };
    }

    private static void TallTiles<V>(int height, Terms terms, float* a, long rowStride, float* b, long ldb, float* c, long ldc,
        float* start, bool accumulate) where V : struct, ISimd<V>
    {
        switch (height)
        {
            case 24: TallTile.Multiply<V, TwentyFour>(a, rowStride, terms, b, ldb, c, ldc, start, accumulate); break;
            case 20: TallTile.Multiply<V, Twenty>(a, rowStride, terms, b, ldb, c, ldc, start, accumulate); break;
            default: TallTile.Multiply<V, Sixteen>(a, rowStride, terms, b, ldb, c, ldc, start, accumulate); break;
        }
    }

    private static void Tiles<V, N>(int height, Terms terms, float* a, long rowStride, float* b, long ldb, float* c, long ldc, float* start,
        bool accumulate)
        where V : struct, ISimd<V> where N : struct, ITileCount
    {
        switch (height)
        {
            case 12: Tile.Multiply<V, Twelve, N, Stored>(a, rowStride, 6 * rowStride, terms, b, ldb, c, ldc, start, accumulate, null);
                break;
            case 10: Tile.Multiply<V, Ten, N, Stored>(a, rowStride, 6 * rowStride, terms, b, ldb, c, ldc, start, accumulate, null); break;
            case 8: Tile.Multiply<V, Eight, N, Stored>(a, rowStride, 6 * rowStride, terms, b, ldb, c, ldc, start, accumulate, null); break;
            case 6: Tile.Multiply<V, Six, N, Stored>(a, rowStride, 6 * rowStride, terms, b, ldb, c, ldc, start, accumulate, null); break;
            case 5: Tile.Multiply<V, Five, N, Stored>(a, rowStride, 6 * rowStride, terms, b, ldb, c, ldc, start, accumulate, null); break;
            case 4: Tile.Multiply<V, Four, N, Stored>(a, rowStride, 6 * rowStride, terms, b, ldb, c, ldc, start, accumulate, null); break;
            case 3: Tile.Multiply<V, Three, N, Stored>(a, rowStride, 6 * rowStride, terms, b, ldb, c, ldc, start, accumulate, null); break;
            case 2: Tile.Multiply<V, Two, N, Stored>(a, rowStride, 6 * rowStride, terms, b, ldb, c, ldc, start, accumulate, null); break;
            default: Tile.Multiply<V, One, N, Stored>(a, rowStride, 6 * rowStride, terms, b, ldb, c, ldc, start, accumulate, null); break;
        }
    }
}
