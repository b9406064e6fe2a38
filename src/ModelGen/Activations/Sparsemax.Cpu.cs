using System.Numerics.Tensors;

namespace ModelGen.Kernels;

public static unsafe partial class Sparsemax
{
    private static void CpuForward<S>(Step s, Block y, Block x) where S : struct, IRows
    {
        var task = new ForwardTask<S> { Y = y.Pointer, X = x.Pointer };
        s.Run(ref task, s.Count, 16L * s.Count * S.Rows * S.Columns);
    }

    private static void CpuBackward<S>(Step s, Block dx, Block y, Block dy) where S : struct, IRows
    {
        var task = new BackwardTask<S> { DX = dx.Pointer, Y = y.Pointer, DY = dy.Pointer };
        s.Run(ref task, s.Count, 4L * s.Count * S.Rows * S.Columns);
    }

    /// <summary>
    /// One row. Beginning with all values, t is what would make the sum of those left 1, and the values not above it are left out, until
    /// none is. The maximum, subtracted first, always stays.
    /// </summary>
    internal static void Apply(ReadOnlySpan<float> x, Span<float> y)
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

    private struct ForwardTask<S> : ITask where S : struct, IRows
    {
        public float* Y, X;

        public readonly void Execute(int index)
        {
            for (int row = 0; row < S.Rows; row++)
            {
                long place = (((long)index * S.Rows) + row) * S.Columns;
                Apply(new ReadOnlySpan<float>(X + place, S.Columns), new Span<float>(Y + place, S.Columns));
            }
        }
    }

    private struct BackwardTask<S> : ITask where S : struct, IRows
    {
        public float* DX, Y, DY;

        public readonly void Execute(int index)
        {
            for (int row = 0; row < S.Rows; row++)
            {
                long place = (((long)index * S.Rows) + row) * S.Columns;
                double sum = 0;
                int count = 0;
                for (long i = place; i < place + S.Columns; i++)
                {
                    if (Y[i] == 0f) { continue; }
                    sum += DY[i];
                    count++;
                }

                float mean = (float)(sum / count);
                for (long i = place; i < place + S.Columns; i++) { DX[i] = Y[i] == 0f ? 0f : DY[i] - mean; }
            }
        }
    }
}
