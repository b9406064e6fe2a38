using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Kernels;

/// <summary>Turns a matrix: to[c, r] = from[r, c]. By blocks of 8 x 8 in registers where the CPU has AVX, else of 8 x 8 in the cache.</summary>
internal static unsafe class Transpose
{
    private const int Block = 8;

    /// <param name="from">The matrix's first value.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="fromStride">Floats from one of its rows to the next.</param>
    /// <param name="to">Where the turned one begins.</param>
    /// <param name="toStride">Floats from one row of the turned one to the next.</param>
    /// <param name="accumulate">Whether to add to what is there.</param>
    public static void Run(float* from, int rows, int columns, long fromStride, float* to, long toStride, bool accumulate = false)
    {
        for (int row = 0; row < rows; row += Block)
        {
            for (int column = 0; column < columns; column += Block)
            {
                float* source = from + (row * fromStride) + column;
                float* target = to + (column * toStride) + row;
                int height = Math.Min(Block, rows - row), width = Math.Min(Block, columns - column);
                if (!accumulate && Avx.IsSupported && height == Block && width == Block) { Turn(source, fromStride, target, toStride); }
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
}
