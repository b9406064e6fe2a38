using System.Numerics.Tensors;

namespace ModelGen.Kernels;

/// <summary>
/// Sparsemax along the last axis: the nearest probabilities to x, y = max(x - t, 0) with the t that makes their sum 1 (Martins and
/// Astudillo, 2016). Layouts, per sample: [Rows, Columns].
/// </summary>
public static partial class Sparsemax
{
    /// <summary>y = max(x - t, 0), row by row.</summary>
    public static void Forward<S>(Step s, Block y, Block x) where S : struct, IRows => RowActivation.Forward<OfRow, S>(s, y, x);

    /// <summary>dx = dy - the mean of dy where y is not 0, and 0 where it is, row by row. dx and dy may be the same block.</summary>
    public static void Backward<S>(Step s, Block dx, Block y, Block dy) where S : struct, IRows =>
        RowActivation.Backward<OfRow, S>(s, dx, y, dy);

    internal readonly partial struct OfRow : IRowActivation
    {
        public static int ForwardOperations => 16;

        public static int BackwardOperations => 4;

        // Beginning with all values, t is what would make the sum of those left 1, and the values not above it are left out, until
        // none is. The maximum, subtracted first, always stays.
        public static void Apply(ReadOnlySpan<float> x, Span<float> y)
        {
            float max = TensorPrimitives.Max(x);
            double t = double.NegativeInfinity;
            for (int left = x.Length + 1; ;)
            {
                double sum = 0;
                int count = 0;
                foreach (float value in x)
                {
                    double below = (double)value - max;
                    if (below > t)
                    {
                        sum += below;
                        count++;
                    }
                }

                if (count >= left || count == 0) { break; }
                (left, t) = (count, (sum - 1) / count);
            }

            for (int i = 0; i < x.Length; i++)
            {
                double above = (double)x[i] - max - t;
                y[i] = above <= 0 ? 0f : (float)above;
            }
        }

        public static void Differentiate(Span<float> dx, ReadOnlySpan<float> y, ReadOnlySpan<float> dy)
        {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < y.Length; i++)
            {
                if (y[i] == 0f) { continue; }
                sum += dy[i];
                count++;
            }

            float mean = (float)(sum / count);
            for (int i = 0; i < y.Length; i++) { dx[i] = y[i] == 0f ? 0f : dy[i] - mean; }
        }
    }
}
