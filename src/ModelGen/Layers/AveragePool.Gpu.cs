using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

public static partial class AveragePool
{
    internal static void GpuForward<S>(GpuDevice g, Step s, Block y, Block x) where S : struct, IPool2D
    {
        int threads = s.Count * S.OutputHeight * S.OutputWidth * S.Channels;
        g.Launch(ForwardKernel<S>, GpuDevice.GroupsFor(threads), y.View, x.View, threads);
    }

    internal static void GpuBackward<S>(GpuDevice g, Step s, Block dx, Block dy) where S : struct, IPool2D
    {
        int threads = s.Count * S.InputHeight * S.InputWidth * S.Channels;
        g.Launch(BackwardKernel<S>, GpuDevice.GroupsFor(threads), dx.View, dy.View, threads);
    }

    // One thread for one output.
    internal static void ForwardKernel<S>(ArrayView<float> y, ArrayView<float> x, int threads) where S : struct, IPool2D
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int pixel = Quotient(thread, S.Channels), c = thread - (pixel * S.Channels), row = Quotient(pixel, S.OutputWidth),
            ox = pixel - (row * S.OutputWidth);
        int oy = Remainder(row, S.OutputHeight), sample = Quotient(row, S.OutputHeight);
        int yFirst = Window.First(oy, S.StrideHeight, S.PadTop),
            yEnd = Window.End(oy, S.StrideHeight, S.PadTop, S.PoolHeight, S.InputHeight);
        int xFirst = Window.First(ox, S.StrideWidth, S.PadLeft), xEnd = Window.End(ox, S.StrideWidth, S.PadLeft, S.PoolWidth, S.InputWidth);
        float sum = 0f;
        for (int iy = yFirst; iy < yEnd; iy++)
        {
            for (int ix = xFirst; ix < xEnd; ix++) { sum += x[(((((sample * S.InputHeight) + iy) * S.InputWidth) + ix) * S.Channels) + c]; }
        }

        y[thread] = sum / ((yEnd - yFirst) * (xEnd - xFirst));
    }

    // One thread for one input, over the windows that contain it.
    internal static void BackwardKernel<S>(ArrayView<float> dx, ArrayView<float> dy, int threads) where S : struct, IPool2D
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int pixel = Quotient(thread, S.Channels), c = thread - (pixel * S.Channels), row = Quotient(pixel, S.InputWidth),
            ix = pixel - (row * S.InputWidth);
        int iy = Remainder(row, S.InputHeight), sample = Quotient(row, S.InputHeight);
        int yEnd = Window.EndOver(iy, S.StrideHeight, S.PadTop, S.OutputHeight);
        int xEnd = Window.EndOver(ix, S.StrideWidth, S.PadLeft, S.OutputWidth);
        float sum = 0f;
        for (int oy = Window.FirstOver(iy, S.StrideHeight, S.PadTop, S.PoolHeight); oy < yEnd; oy++)
        {
            int height = Window.End(oy, S.StrideHeight, S.PadTop, S.PoolHeight, S.InputHeight) - Window.First(oy, S.StrideHeight, S.PadTop);
            for (int ox = Window.FirstOver(ix, S.StrideWidth, S.PadLeft, S.PoolWidth); ox < xEnd; ox++)
            {
                int width = Window.End(ox, S.StrideWidth, S.PadLeft, S.PoolWidth, S.InputWidth)
                    - Window.First(ox, S.StrideWidth, S.PadLeft);
                sum += dy[(((((sample * S.OutputHeight) + oy) * S.OutputWidth) + ox) * S.Channels) + c] / (height * width);
            }
        }

        dx[thread] = sum;
    }
}
