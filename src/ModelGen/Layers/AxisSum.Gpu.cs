using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

public static partial class AxisSum
{
    // A thread adds up so many values; of a longer axis so many threads add up parts, which another launch puts together.
    private const int EnoughTerms = 256, MostParts = 64;

    internal static void GpuForward<S>(GpuDevice g, Step s, Block y, Block x) where S : struct, IAxisSum
    {
        int parts = Math.Clamp(S.Length / EnoughTerms, 1, MostParts), sums = s.Count * S.Outer * S.Inner;
        if (parts == 1)
        {
            g.Launch(ForwardKernel<S>, GpuDevice.GroupsFor(sums), y.View, x.View, S.Length, 1, S.Divisor, sums);
            return;
        }

        ArrayView<float> place = s.GpuParts((long)parts * sums);
        g.Launch(ForwardKernel<S>, GpuDevice.GroupsFor(parts * sums), place, x.View, S.Length, parts, 1, parts * sums);
        g.Launch(ForwardKernel<S>, GpuDevice.GroupsFor(sums), y.View, place, parts, 1, S.Divisor, sums);
    }

    internal static void GpuBackward<S>(GpuDevice g, Step s, Block dx, Block dy, bool add) where S : struct, IAxisSum
    {
        int threads = s.Count * S.Outer * S.Length * S.Inner;
        g.Launch(BackwardKernel<S>, GpuDevice.GroupsFor(threads), dx.View, dy.View, add ? 1 : 0, threads);
    }

    // One thread for one sum: of every so many-th value along the axis, so that threads side by side read values side by side.
    internal static void ForwardKernel<S>(ArrayView<float> y, ArrayView<float> x, int length, int parts, int divisor, int threads)
        where S : struct, IAxisSum
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int row = Quotient(thread, S.Inner), inner = thread - (row * S.Inner);
        int outer = row / parts, part = row - (outer * parts);
        int first = (((outer * length) + part) * S.Inner) + inner;
        y[thread] = PartialSums.Of(x, first, parts * S.Inner, (length - part + parts - 1) / parts) / divisor;
    }

    // One thread for one value of the gradient.
    internal static void BackwardKernel<S>(ArrayView<float> dx, ArrayView<float> dy, int add, int threads) where S : struct, IAxisSum
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int row = Quotient(thread, S.Inner), inner = thread - (row * S.Inner);
        float gradient = dy[(Quotient(row, S.Length) * S.Inner) + inner] / S.Divisor;
        dx[thread] = add != 0 ? dx[thread] + gradient : gradient;
    }
}
