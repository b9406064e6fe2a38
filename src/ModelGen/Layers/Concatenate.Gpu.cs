using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

public static partial class Concatenate
{
    internal static void GpuForward<S>(GpuDevice g, Step s, Block y, Block x) where S : struct, IPart
    {
        int threads = s.Count * S.Rows * S.Columns;
        g.Launch(ForwardKernel<S>, GpuDevice.GroupsFor(threads), y.View, x.View, threads);
    }

    internal static void GpuBackward<S>(GpuDevice g, Step s, Block dx, Block dy, bool add) where S : struct, IPart
    {
        int threads = s.Count * S.Rows * S.Columns;
        g.Launch(BackwardKernel<S>, GpuDevice.GroupsFor(threads), dx.View, dy.View, add ? 1 : 0, threads);
    }

    // One thread for one value of the part.
    internal static void ForwardKernel<S>(ArrayView<float> y, ArrayView<float> x, int threads) where S : struct, IPart
    {
        int thread = GpuDevice.Thread;
        if (thread < threads) { y[Place<S>(thread)] = x[thread]; }
    }

    internal static void BackwardKernel<S>(ArrayView<float> dx, ArrayView<float> dy, int add, int threads) where S : struct, IPart
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        float value = dy[Place<S>(thread)];
        dx[thread] = add != 0 ? dx[thread] + value : value;
    }

    private static int Place<S>(int thread) where S : struct, IPart
    {
        int row = Quotient(thread, S.Columns);
        return (row * S.Stride) + S.Start + thread - (row * S.Columns);
    }
}
