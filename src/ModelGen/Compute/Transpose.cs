namespace ModelGen.Kernels;

/// <summary>
/// Turns a matrix: to[c, r] = from[r, c]. By blocks of a vector's width in registers; without vectors by blocks of 8 x 8 in the cache.
/// </summary>
internal static unsafe class Transpose
{
    private const int ScalarBlock = 8, Widest = 16;

    /// <param name="from">The matrix's first value.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="fromStride">Floats from one of its rows to the next.</param>
    /// <param name="to">Where the turned one begins.</param>
    /// <param name="toStride">Floats from one row of the turned one to the next.</param>
    /// <param name="accumulate">Whether to add to what is there.</param>
    public static void Run(float* from, int rows, int columns, long fromStride, float* to, long toStride, bool accumulate = false) =>
        Simd.Run(new Kernel(from, rows, columns, fromStride, to, toStride, accumulate));

    private readonly struct Kernel(float* from, int rows, int columns, long fromStride, float* to, long toStride, bool accumulate)
        : ISimdKernel
    {
        public void Run<V>() where V : struct, ISimd<V>
        {
            int block = V.Width > 1 ? V.Width : ScalarBlock;
            for (int row = 0; row < rows; row += block)
            {
                for (int column = 0; column < columns; column += block)
                {
                    float* source = from + (row * fromStride) + column, target = to + (column * toStride) + row;
                    int height = Math.Min(block, rows - row), width = Math.Min(block, columns - column);
                    if (V.Width == 1) { TurnOneByOne(source, target, height, width); }
                    else if (!accumulate && height == block && width == block) { V.Turn(source, fromStride, target, toStride); }
                    else { TurnEdge<V>(source, target, height, width); }
                }
            }
        }

        private void TurnOneByOne(float* from, float* to, int rows, int columns)
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

        // At the edges, and where sums are wanted: by way of a block of its own. What lies outside the matrix is neither read nor written.
        private void TurnEdge<V>(float* from, float* to, int rows, int columns) where V : struct, ISimd<V>
        {
            float* block = stackalloc float[2 * Widest * Widest];
            float* turned = block + (V.Width * V.Width);
            for (int r = 0; r < rows; r++) { V.LoadFirst(from + (r * fromStride), columns).Store(block + (r * V.Width)); }
            V.Turn(block, V.Width, turned, V.Width);
            for (int c = 0; c < columns; c++)
            {
                V line = V.Load(turned + (c * V.Width));
                float* target = to + (c * toStride);
                if (accumulate) { line += V.LoadFirst(target, rows); }
                line.StoreFirst(target, rows);
            }
        }
    }
}
