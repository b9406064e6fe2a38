using ILGPU;

namespace ModelGen.Kernels;

public static partial class Elementwise
{
    internal static void GpuForward<S, A>(GpuDevice g, Step s, Block y, Block x) where S : struct, ISize where A : struct, IActivation
    {
        int threads = s.Count * S.Size;
        g.Launch(ForwardKernel<A>, GpuDevice.GroupsFor(threads), y.View, x.View, threads);
    }

    internal static void GpuBackward<S, A>(GpuDevice g, Step s, Block dx, Block kept, Block dy) where S : struct, ISize
        where A : struct, IActivation
    {
        int threads = s.Count * S.Size;
        g.Launch(BackwardKernel<A>, GpuDevice.GroupsFor(threads), dx.View, kept.View, dy.View, threads);
    }

    internal static void ForwardKernel<A>(ArrayView<float> y, ArrayView<float> x, int threads) where A : struct, IActivation
    {
        int thread = GpuDevice.Thread;
        if (thread < threads) { y[thread] = A.Apply(x[thread]); }
    }

    internal static void BackwardKernel<A>(ArrayView<float> dx, ArrayView<float> kept, ArrayView<float> dy, int threads)
        where A : struct, IActivation
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        float derivative = A.Derivative(kept[thread]);
        dx[thread] = derivative == 0f ? 0f : dy[thread] * derivative;
    }
}
