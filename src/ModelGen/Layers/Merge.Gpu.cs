using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

public static partial class Broadcast
{
    internal static void GpuForward<S, O, A>(GpuDevice g, Step s, Block y, Block a, Block b)
        where S : struct, IBroadcast where O : struct, IMergeRule<O> where A : struct, IActivation
    {
        int threads = s.Count * Size(default(S));
        g.Launch(ForwardKernel<S, O, A>, GpuDevice.GroupsFor(threads), y.View, a.View, b.View, threads);
    }

    internal static void GpuBackward<S, O, W>(GpuDevice g, Step s, Block dx, Block a, Block b, Block dy, bool add)
        where S : struct, IBroadcast where O : struct, IMergeRule<O> where W : struct, IOperand
    {
        int threads = s.Count * Size<W>();
        g.Launch(BackwardKernel<S, O, W>, GpuDevice.GroupsFor(threads), dx.View, a.View, b.View, dy.View, add ? 1 : 0, threads);
    }

    // One thread for one value.
    internal static void ForwardKernel<S, O, A>(ArrayView<float> y, ArrayView<float> a, ArrayView<float> b, int threads)
        where S : struct, IBroadcast where O : struct, IMergeRule<O> where A : struct, IActivation
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int row = Quotient(thread, S.Width), width = thread - (row * S.Width);
        int plane = Quotient(row, S.Height), height = row - (plane * S.Height);
        int sample = Quotient(plane, S.Depth), depth = plane - (sample * S.Depth);
        y[thread] = A.Apply(O.Value(
            new RealFloat(a[Index<First<S>>(sample, depth, height, width)]),
            new RealFloat(b[Index<Second<S>>(sample, depth, height, width)])).Value);
    }

    // One thread for one value of the gradient: the sum over the places where its value is repeated, in their order.
    internal static void BackwardKernel<S, O, W>(ArrayView<float> dx, ArrayView<float> a, ArrayView<float> b, ArrayView<float> dy, int add,
        int threads)
        where S : struct, IBroadcast where O : struct, IMergeRule<O> where W : struct, IOperand
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int row = Quotient(thread, W.Width), firstWidth = thread - (row * W.Width);
        int plane = Quotient(row, W.Height), firstHeight = row - (plane * W.Height);
        int sample = Quotient(plane, W.Depth), firstDepth = plane - (sample * W.Depth);
        float sum = 0f;
        for (int depth = firstDepth; depth < S.Depth; depth += W.Depth)
        {
            for (int height = firstHeight; height < S.Height; height += W.Height)
            {
                for (int width = firstWidth; width < S.Width; width += W.Width)
                {
                    var first = new RealFloat(a[Index<First<S>>(sample, depth, height, width)]);
                    var second = new RealFloat(b[Index<Second<S>>(sample, depth, height, width)]);
                    var given = new RealFloat(dy[(((((sample * S.Depth) + depth) * S.Height) + height) * S.Width) + width]);
                    sum += W.IsFirst ? O.First(first, second, given).Value : O.Second(first, second, given).Value;
                }
            }
        }

        dx[thread] = add != 0 ? dx[thread] + sum : sum;
    }

    private static int Index<W>(int sample, int depth, int height, int width) where W : struct, IOperand =>
        (((((sample * W.Depth) + (W.Depth == 1 ? 0 : depth)) * W.Height) + (W.Height == 1 ? 0 : height)) * W.Width)
            + (W.Width == 1 ? 0 : width);
}
