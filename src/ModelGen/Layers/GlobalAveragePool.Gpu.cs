using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

public static partial class GlobalAveragePool
{
    internal static void GpuForward<S>(GpuDevice g, Step s, Block y, Block x) where S : struct, IRows
    {
        int threads = s.Count * S.Columns;
        g.Launch(ForwardKernel<S>, GpuDevice.GroupsFor(threads), y.View, x.View, threads);
    }

    internal static void GpuBackward<S>(GpuDevice g, Step s, Block dx, Block dy) where S : struct, IRows
    {
        int threads = s.Count * S.Rows * S.Columns;
        g.Launch(BackwardKernel<S>, GpuDevice.GroupsFor(threads), dx.View, dy.View, threads);
    }

    // One thread for one channel of one sample, over the rows in order.
    internal static void ForwardKernel<S>(ArrayView<float> y, ArrayView<float> x, int threads) where S : struct, IRows
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int first = (Quotient(thread, S.Columns) * S.Rows * S.Columns) + Remainder(thread, S.Columns);
        float sum = 0f;
        for (int row = 0; row < S.Rows; row++) { sum += x[first + (row * S.Columns)]; }
        y[thread] = sum / S.Rows;
    }

    // One thread for one input.
    internal static void BackwardKernel<S>(ArrayView<float> dx, ArrayView<float> dy, int threads) where S : struct, IRows
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        dx[thread] = dy[(Quotient(thread, S.Rows * S.Columns) * S.Columns) + Remainder(thread, S.Columns)] / S.Rows;
    }
}
