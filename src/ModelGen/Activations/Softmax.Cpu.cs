using System.Numerics.Tensors;

namespace ModelGen.Kernels;

public static unsafe partial class Softmax
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

    /// <summary>One row.</summary>
    internal static void Apply(ReadOnlySpan<float> x, Span<float> y)
    {
        TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), y);
        TensorPrimitives.Exp(y, y);
        TensorPrimitives.Divide(y, TensorPrimitives.Sum<float>(y), y);
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
                var y = new ReadOnlySpan<float>(Y + place, S.Columns);
                var dx = new Span<float>(DX + place, S.Columns);
                float sum = TensorPrimitives.Dot(new ReadOnlySpan<float>(DY + place, S.Columns), y);
                TensorPrimitives.Subtract(new ReadOnlySpan<float>(DY + place, S.Columns), sum, dx);
                TensorPrimitives.Multiply(dx, y, dx);
            }
        }
    }
}
