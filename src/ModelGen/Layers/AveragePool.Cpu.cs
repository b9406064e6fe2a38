using System.Numerics.Tensors;

namespace ModelGen.Kernels;

public static unsafe partial class AveragePool
{
    private static void CpuForward<S>(Step s, Block y, Block x) where S : struct, IPool2D
    {
        var task = new ForwardTask<S> { Y = y.Pointer, X = x.Pointer };
        s.Run(ref task, s.Count, (long)s.Count * S.OutputHeight * S.OutputWidth * S.PoolHeight * S.PoolWidth * S.Channels);
    }

    private static void CpuBackward<S>(Step s, Block dx, Block dy) where S : struct, IPool2D
    {
        var task = new BackwardTask<S> { DX = dx.Pointer, DY = dy.Pointer };
        s.Run(ref task, s.Count, (long)s.Count * S.OutputHeight * S.OutputWidth * S.PoolHeight * S.PoolWidth * S.Channels);
    }

    private struct ForwardTask<S> : ITask where S : struct, IPool2D
    {
        public float* Y, X;

        public readonly void Execute(int index)
        {
            float* x = X + ((long)index * S.InputHeight * S.InputWidth * S.Channels);
            float* to = Y + ((long)index * S.OutputHeight * S.OutputWidth * S.Channels);
            for (int row = 0; row < S.OutputHeight; row++)
            {
                for (int column = 0; column < S.OutputWidth; column++, to += S.Channels)
                {
                    PoolWindow window = PoolWindow.At<S>(row, column);
                    var y = new Span<float>(to, S.Channels);
                    y.Clear();
                    for (int r = window.Top; r < window.Bottom; r++)
                    {
                        for (int c = window.Left; c < window.Right; c++)
                        {
                            TensorPrimitives.Add(y, new ReadOnlySpan<float>(x + ((((long)r * S.InputWidth) + c) * S.Channels), S.Channels),
                                y);
                        }
                    }

                    TensorPrimitives.Divide(y, window.Count, y);
                }
            }
        }
    }

    private struct BackwardTask<S> : ITask where S : struct, IPool2D
    {
        public float* DX, DY;

        public readonly void Execute(int index)
        {
            float* dx = DX + ((long)index * S.InputHeight * S.InputWidth * S.Channels);
            float* from = DY + ((long)index * S.OutputHeight * S.OutputWidth * S.Channels);
            new Span<float>(dx, S.InputHeight * S.InputWidth * S.Channels).Clear();
            for (int row = 0; row < S.OutputHeight; row++)
            {
                for (int column = 0; column < S.OutputWidth; column++, from += S.Channels)
                {
                    PoolWindow window = PoolWindow.At<S>(row, column);
                    float share = 1f / window.Count;
                    for (int r = window.Top; r < window.Bottom; r++)
                    {
                        for (int c = window.Left; c < window.Right; c++)
                        {
                            var to = new Span<float>(dx + ((((long)r * S.InputWidth) + c) * S.Channels), S.Channels);
                            TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(from, S.Channels), share, to, to);
                        }
                    }
                }
            }
        }
    }
}
