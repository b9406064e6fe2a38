using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Kernels;

/// <summary>
/// Turns a matrix: to[c, r] = from[r, c]. By blocks of 16 x 16 in registers where the CPU has AVX-512, masked at the edges, of 8 x 8 where
/// it has AVX, else of 8 x 8 in the cache.
/// </summary>
internal static unsafe class Transpose
{
    private const int Block = 8;
    private const int Wide = 16;

    /// <param name="from">The matrix's first value.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="fromStride">Floats from one of its rows to the next.</param>
    /// <param name="to">Where the turned one begins.</param>
    /// <param name="toStride">Floats from one row of the turned one to the next.</param>
    /// <param name="accumulate">Whether to add to what is there.</param>
    public static void Run(float* from, int rows, int columns, long fromStride, float* to, long toStride, bool accumulate = false)
    {
        int block = Avx512F.IsSupported ? Wide : Block;
        for (int row = 0; row < rows; row += block)
        {
            for (int column = 0; column < columns; column += block)
            {
                float* source = from + (row * fromStride) + column;
                float* target = to + (column * toStride) + row;
                int height = Math.Min(block, rows - row), width = Math.Min(block, columns - column);
                bool whole = !accumulate && height == block && width == block;
                if (Avx512F.IsSupported)
                {
                    if (whole)
                    {
                        TurnWide(source, fromStride, target, toStride);
                    }
                    else
                    {
                        TurnEdge(source, fromStride, target, toStride, height, width, accumulate);
                    }
                }
                else if (whole && Avx.IsSupported) { Turn(source, fromStride, target, toStride); }
                else { Turn(source, fromStride, target, toStride, height, width, accumulate); }
            }
        }
    }

    private static void Turn(float* from, long fromStride, float* to, long toStride, int rows, int columns, bool accumulate)
    {
        for (int c = 0; c < columns; c++)
        {
            float* line = to + (c * toStride);
            for (int r = 0; r < rows; r++)
            {
                float value = from[(r * fromStride) + c];
                line[r] = accumulate ? line[r] + value : value;
            }
        }
    }

    // Pairs of rows, then of pairs, then of halves, change places.
    private static void Turn(float* from, long stride, float* to, long toStride)
    {
        var (a0, a1) = Pairs(from, from + stride);
        var (a2, a3) = Pairs(from + (2 * stride), from + (3 * stride));
        var (a4, a5) = Pairs(from + (4 * stride), from + (5 * stride));
        var (a6, a7) = Pairs(from + (6 * stride), from + (7 * stride));
        Store(to, toStride, Avx.Shuffle(a0, a2, 0x44), Avx.Shuffle(a4, a6, 0x44));
        Store(to + toStride, toStride, Avx.Shuffle(a0, a2, 0xEE), Avx.Shuffle(a4, a6, 0xEE));
        Store(to + (2 * toStride), toStride, Avx.Shuffle(a1, a3, 0x44), Avx.Shuffle(a5, a7, 0x44));
        Store(to + (3 * toStride), toStride, Avx.Shuffle(a1, a3, 0xEE), Avx.Shuffle(a5, a7, 0xEE));
    }

    private static (Vector256<float> Low, Vector256<float> High) Pairs(float* first, float* second)
    {
        Vector256<float> a = Vector256.Load(first), b = Vector256.Load(second);
        return (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));
    }

    private static void Store(float* to, long stride, Vector256<float> left, Vector256<float> right)
    {
        Avx.Permute2x128(left, right, 0x20).Store(to);
        Avx.Permute2x128(left, right, 0x31).Store(to + (4 * stride));
    }

    // At the edges, and where sums are wanted: by way of a block of its own. What lies outside the matrix is neither read nor written.
    private static void TurnEdge(float* from, long fromStride, float* to, long toStride, int rows, int columns, bool accumulate)
    {
        float* block = stackalloc float[2 * Wide * Wide];
        float* turned = block + (Wide * Wide);
        Vector512<float> inColumns = First(columns), inRows = First(rows);
        for (int r = 0; r < rows; r++)
        {
            Avx512F.MaskLoad(from + (r * fromStride), inColumns, Vector512<float>.Zero).Store(block + (r * Wide));
        }
        TurnWide(block, Wide, turned, Wide);
        for (int c = 0; c < columns; c++, to += toStride)
        {
            Vector512<float> line = Vector512.Load(turned + (c * Wide));
            if (accumulate) { line += Avx512F.MaskLoad(to, inRows, Vector512<float>.Zero); }
            Avx512F.MaskStore(to, inRows, line);
        }
    }

    private static Vector512<float> First(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    // Four rows at a time become four vectors of columns in each quarter; then the quarters of four such vectors change places.
    private static void TurnWide(float* from, long stride, float* to, long toStride)
    {
        Quarter(from, stride, out var a0, out var a1, out var a2, out var a3);
        Quarter(from + (4 * stride), stride, out var b0, out var b1, out var b2, out var b3);
        Quarter(from + (8 * stride), stride, out var c0, out var c1, out var c2, out var c3);
        Quarter(from + (12 * stride), stride, out var d0, out var d1, out var d2, out var d3);
        StoreQuarters(to, 4 * toStride, a0, b0, c0, d0);
        StoreQuarters(to + toStride, 4 * toStride, a1, b1, c1, d1);
        StoreQuarters(to + (2 * toStride), 4 * toStride, a2, b2, c2, d2);
        StoreQuarters(to + (3 * toStride), 4 * toStride, a3, b3, c3, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(float* from, long stride, out Vector512<float> first, out Vector512<float> second,
        out Vector512<float> third, out Vector512<float> fourth)
    {
        Vector512<float> r0 = Vector512.Load(from), r1 = Vector512.Load(from + stride), r2 = Vector512.Load(from + (2 * stride)),
            r3 = Vector512.Load(from + (3 * stride));
        Vector512<double> low01 = Avx512F.UnpackLow(r0, r1).AsDouble(), high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(r2, r3).AsDouble(), high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
        first = Avx512F.UnpackLow(low01, low23).AsSingle();
        second = Avx512F.UnpackHigh(low01, low23).AsSingle();
        third = Avx512F.UnpackLow(high01, high23).AsSingle();
        fourth = Avx512F.UnpackHigh(high01, high23).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreQuarters(float* to, long stride, Vector512<float> a, Vector512<float> b, Vector512<float> c,
        Vector512<float> d)
    {
        Vector512<float> low = Avx512F.Shuffle4x128(a, b, 0x44), lowNext = Avx512F.Shuffle4x128(c, d, 0x44);
        Vector512<float> high = Avx512F.Shuffle4x128(a, b, 0xEE), highNext = Avx512F.Shuffle4x128(c, d, 0xEE);
        Avx512F.Shuffle4x128(low, lowNext, 0x88).Store(to);
        Avx512F.Shuffle4x128(low, lowNext, 0xDD).Store(to + stride);
        Avx512F.Shuffle4x128(high, highNext, 0x88).Store(to + (2 * stride));
        Avx512F.Shuffle4x128(high, highNext, 0xDD).Store(to + (3 * stride));
    }
}
