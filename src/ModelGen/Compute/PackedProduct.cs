using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Kernels;

/// <summary>
/// The same as <see cref="Product"/> for a B of many columns: 32 of them at a time are copied side by side, 256 rows at a time. In place
/// the rows of a wide B lie so far apart that they evict one another from the L1 cache, and each of them needs an entry of the TLB; side by
/// side all rows of A find them in the L1 cache. C carries the sums from one 256 to the next, so their order and bits are those of one
/// product.
/// </summary>
internal static unsafe class PackedProduct
{
    /// <summary>Columns of a panel: two vectors of 16 places, four of 8, eight of 4.</summary>
    private const int Columns = 32;

    private const int Terms = 256;

    /// <summary>With fewer rows of A the copy costs more than it saves.</summary>
    private const int WorthCopying = 24;

    /// <summary>Multiplies.</summary>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Columns of B and C, any number.</param>
    /// <param name="terms">Columns of A, rows of B.</param>
    /// <param name="a">A's first value.</param>
    /// <param name="rowStride">Floats from one row of A to the next.</param>
    /// <param name="termStride">Floats from one column of A to the next.</param>
    /// <param name="b">B's first value.</param>
    /// <param name="ldb">Floats from one row of B to the next.</param>
    /// <param name="c">C's first value.</param>
    /// <param name="ldc">Floats from one row of C to the next.</param>
    /// <param name="bias">One value for each column to start from, or null.</param>
    /// <param name="accumulate">Whether to add to what C holds.</param>
    public static void Multiply(int rows, int columns, int terms, float* a, long rowStride, long termStride, float* b, long ldb, float* c,
        long ldc, float* bias = null, bool accumulate = false)
    {
        if (rows < WorthCopying)
        {
            Product.Multiply(rows, columns, new Terms(1, terms, 0, termStride), a, rowStride, b, ldb, c, ldc, bias, accumulate);
            return;
        }

        float* panel = Scratch.Get(Scratch.Panel, Terms * Columns);
        for (int column = 0; column < columns; column += Columns)
        {
            int width = Math.Min(Columns, columns - column);
            for (int first = 0; first < terms; first += Terms)
            {
                int count = Math.Min(Terms, terms - first);
                CopyRows(b + (first * ldb) + column, ldb, count, width, panel);
                float* start = bias == null || first > 0 ? null : bias + column;
                Product.Multiply(rows, width, new Terms(1, count, 0, termStride), a + (first * termStride), rowStride, panel, Columns,
                    c + column, ldc, start, accumulate || first > 0);
            }
        }
    }

    // Whole panels by vectors: a call of the library's copy takes longer than 128 bytes do.
    private static void CopyRows(float* from, long fromStride, int rows, int width, float* to)
    {
        if (width == Columns)
        {
            for (int row = 0; row < rows; row++, from += fromStride, to += Columns)
            {
                Vector256.Load(from).Store(to);
                Vector256.Load(from + 8).Store(to + 8);
                Vector256.Load(from + 16).Store(to + 16);
                Vector256.Load(from + 24).Store(to + 24);
            }
        }
        else
        {
            for (int row = 0; row < rows; row++, from += fromStride, to += Columns)
            {
                Unsafe.CopyBlockUnaligned(to, from, (uint)(width * sizeof(float)));
            }
        }
    }
}
