namespace ModelGen.Kernels;

public static unsafe partial class Elementwise
{
    private static void CpuForward<S, A>(Step s, Block y, Block x) where S : struct, ISize where A : struct, IActivation
    {
        var task = new ForwardTask<S, A> { Y = y.Pointer, X = x.Pointer };
        s.Run(ref task, s.Count, 4L * s.Count * S.Size);
    }

    private static void CpuBackward<S, A>(Step s, Block dx, Block kept, Block dy) where S : struct, ISize where A : struct, IActivation
    {
        var task = new BackwardTask<S, A> { DX = dx.Pointer, Kept = kept.Pointer, DY = dy.Pointer };
        s.Run(ref task, s.Count, 4L * s.Count * S.Size);
    }

    private struct ForwardTask<S, A> : ITask where S : struct, ISize where A : struct, IActivation
    {
        public float* Y, X;

        public readonly void Execute(int index)
        {
            var y = new Span<float>(Y + ((long)index * S.Size), S.Size);
            new ReadOnlySpan<float>(X + ((long)index * S.Size), S.Size).CopyTo(y);
            A.Apply(y);
        }
    }

    private struct BackwardTask<S, A> : ITask where S : struct, ISize where A : struct, IActivation
    {
        public float* DX, Kept, DY;

        public readonly void Execute(int index)
        {
            long place = (long)index * S.Size;
            A.Differentiate(new Span<float>(DX + place, S.Size), new ReadOnlySpan<float>(Kept + place, S.Size),
                new ReadOnlySpan<float>(DY + place, S.Size));
        }
    }
}
