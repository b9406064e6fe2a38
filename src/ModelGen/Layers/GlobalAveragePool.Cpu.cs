using System.Numerics.Tensors;

namespace ModelGen.Kernels;

public static unsafe partial class GlobalAveragePool
{
    private static void CpuForward<S>(Step s, Block y, Block x) where S : struct, IRows
    {
        var task = new ForwardTask<S> { Y = y.Pointer, X = x.Pointer };
        s.Run(ref task, s.Count, (long)s.Count * S.Rows * S.Columns);
    }

    private static void CpuBackward<S>(Step s, Block dx, Block dy) where S : struct, IRows
    {
        var task = new BackwardTask<S> { DX = dx.Pointer, DY = dy.Pointer };
        s.Run(ref task, s.Count, (long)s.Count * S.Rows * S.Columns);
    }

    private struct ForwardTask<S> : ITask where S : struct, IRows
    {
        public float* Y, X;

        public readonly void Execute(int index)
        {
            float* y = Y + ((long)index * S.Columns);
            Columns.Sum(X + ((long)index * S.Rows * S.Columns), S.Rows, S.Columns, y, accumulate: false);
            TensorPrimitives.Divide(new Span<float>(y, S.Columns), S.Rows, new Span<float>(y, S.Columns));
        }
    }

    private struct BackwardTask<S> : ITask where S : struct, IRows
    {
        public float* DX, DY;

        public readonly void Execute(int index)
        {
            float* dx = DX + ((long)index * S.Rows * S.Columns);
            var first = new Span<float>(dx, S.Columns);
            TensorPrimitives.Divide(new ReadOnlySpan<float>(DY + ((long)index * S.Columns), S.Columns), S.Rows, first);
            for (int row = 1; row < S.Rows; row++) { first.CopyTo(new Span<float>(dx + ((long)row * S.Columns), S.Columns)); }
        }
    }
}
