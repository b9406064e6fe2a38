using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

public static partial class MaxPool
{
    internal static void GpuForward<S>(GpuDevice g, Step s, Block y, Block argmax, Block x) where S : struct, IPool2D
    {
        int threads = s.Count * S.OutputHeight * S.OutputWidth * S.Channels;
        bool keep = s.Training && !argmax.IsEmpty;
        g.Launch(ForwardKernel<S>, GpuDevice.GroupsFor(threads), y.View, (keep ? argmax : y).View.Cast<int>(), x.View, keep ? 1 : 0,
            threads);
    }

    internal static void GpuBackward<S>(GpuDevice g, Step s, Block dx, Block argmax, Block dy) where S : struct, IPool2D
    {
        int threads = s.Count * S.InputHeight * S.InputWidth * S.Channels;
        g.Launch(BackwardKernel<S>, GpuDevice.GroupsFor(threads), dx.View, argmax.View.Cast<int>(), dy.View, threads);
    }

    // One thread for one output. The first of equal values wins; the first NaN beats everything.
    internal static void ForwardKernel<S>(ArrayView<float> y, ArrayView<int> argmax, ArrayView<float> x, int keep, int threads)
        where S : struct, IPool2D
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int pixel = Quotient(thread, S.Channels), c = thread - (pixel * S.Channels), row = Quotient(pixel, S.OutputWidth),
            ox = pixel - (row * S.OutputWidth);
        int oy = Remainder(row, S.OutputHeight), sample = Quotient(row, S.OutputHeight) * (S.InputHeight * S.InputWidth * S.Channels);
        int yEnd = Window.End(oy, S.StrideHeight, S.PadTop, S.PoolHeight, S.InputHeight);
        int xEnd = Window.End(ox, S.StrideWidth, S.PadLeft, S.PoolWidth, S.InputWidth);
        float best = float.NegativeInfinity;
        int position = -1;
        for (int iy = Window.First(oy, S.StrideHeight, S.PadTop); iy < yEnd; iy++)
        {
            for (int ix = Window.First(ox, S.StrideWidth, S.PadLeft); ix < xEnd; ix++)
            {
                int place = (((iy * S.InputWidth) + ix) * S.Channels) + c;
                float value = x[sample + place];
                if (position < 0 || value > best || (float.IsNaN(value) && !float.IsNaN(best)))
                {
                    best = value;
                    position = place;
                }
            }
        }

        y[thread] = best;
        if (keep != 0) { argmax[thread] = position; }
    }

    // One thread for one input, over the windows that contain it.
    internal static void BackwardKernel<S>(ArrayView<float> dx, ArrayView<int> argmax, ArrayView<float> dy, int threads)
        where S : struct, IPool2D
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int pixel = Quotient(thread, S.Channels), c = thread - (pixel * S.Channels), row = Quotient(pixel, S.InputWidth),
            ix = pixel - (row * S.InputWidth);
        int iy = Remainder(row, S.InputHeight), sample = Quotient(row, S.InputHeight);
        int place = (((iy * S.InputWidth) + ix) * S.Channels) + c;
        int yEnd = Window.EndOver(iy, S.StrideHeight, S.PadTop, S.OutputHeight);
        int xEnd = Window.EndOver(ix, S.StrideWidth, S.PadLeft, S.OutputWidth);
        float sum = 0f;
        for (int oy = Window.FirstOver(iy, S.StrideHeight, S.PadTop, S.PoolHeight); oy < yEnd; oy++)
        {
            for (int ox = Window.FirstOver(ix, S.StrideWidth, S.PadLeft, S.PoolWidth); ox < xEnd; ox++)
            {
                int window = (((((sample * S.OutputHeight) + oy) * S.OutputWidth) + ox) * S.Channels) + c;
                if (argmax[window] == place) { sum += dy[window]; }
            }
        }

        dx[thread] = sum;
    }
}
