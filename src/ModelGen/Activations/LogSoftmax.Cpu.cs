using System.Numerics.Tensors;

namespace ModelGen.Kernels;

public static unsafe partial class LogSoftmax
{
    private static void CpuForward<S>(Step s, Block y, Block x) where S : struct, IRows
    {
        var task = new ForwardTask<S> { Y = y.Pointer, X = x.Pointer };
        s.Run(ref task, s.Count, 16L * s.Count * S.Rows * S.Columns);
    }

    private static void CpuBackward<S>(Step s, Block dx, Block y, Block dy) where S : struct, IRows
    {
        var task = new BackwardTask<S> { DX = dx.Pointer, Y = y.Pointer, DY = dy.Pointer };
        s.Run(ref task, s.Count, 16L * s.Count * S.Rows * S.Columns);
    }

    /// <summary>One row.</summary>
    internal static void Apply(ReadOnlySpan<float> x, Span<float> y)
    {
        TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), y);
        double sum = 0;
        foreach (float value in y) { sum += AccurateMath.Exp(value); }
        TensorPrimitives.Subtract(y, (float)Math.Log(sum), y);
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
                for (long i = place; i < place + S.Columns; i++) { sum += DY[i]; }
                for (long i = place; i < place + S.Columns; i++) { DX[i] = DY[i] - ((float)sum * AccurateMath.Exp(Y[i])); }
            }
        }
    }
}
