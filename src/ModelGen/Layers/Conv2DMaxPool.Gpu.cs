using ILGPU;

namespace ModelGen.Kernels;

public static partial class Conv2DMaxPool
{
    // What the forward pass keeps; open winners are those that ReLU lets through.
    private const int Nothing = 0, Winners = 1, OpenWinners = 2;

    // What becomes of the kernel's gradient: parts for each slice, or the whole, written or added.
    private const int Slices = 0, Overwrite = 1, Add = 2;

    internal static void GpuForward<S, P, A>(GpuDevice g, Step s, Block y, Block winners, Block x, Block w, Block b)
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation
    {
        int threads = s.Count * P.OutputHeight * P.OutputWidth * S.Filters;
        int keep = !s.Training || winners.IsEmpty ? Nothing : Rectifies<A>() ? OpenWinners : Winners;
        g.Launch(
            ForwardKernel<S, P, A>, GpuDevice.GroupsFor(threads),
            y.View, (keep == Nothing ? y : winners).View.Cast<byte>(), x.View, w.View, (b.IsEmpty ? w : b).View, b.IsEmpty ? 0 : 1, keep, threads);
    }

    internal static void GpuBackwardKernel<S, P>(GpuDevice g, Step s, Block dw, Block x, Block winners, Block dy, Block db)
        where S : struct, IConv2D where P : struct, IPool2D
    {
        bool whole = dw.Length == Taps<S>() * S.Filters;
        int rows = Taps<S>() + (db.IsEmpty ? 0 : 1);
        long parts = whole ? 1 : s.SliceCount;
        g.Launch(
            BackwardKernelKernel<S, P>, GpuDevice.GroupsFor(parts * rows * S.Filters),
            dw.View, (db.IsEmpty ? dw : db).View, x.View, winners.View.Cast<byte>(), dy.View, rows, s.Count, !whole ? Slices : s.Accumulate ? Add : Overwrite);
    }

    internal static void GpuBackwardInput<S, P>(GpuDevice g, Step s, Block dx, Block w, Block winners, Block dy) where S : struct, IConv2D where P : struct, IPool2D
    {
        int threads = s.Count * S.InputHeight * S.InputWidth * S.Channels;
        g.Launch(BackwardInputKernel<S, P>, GpuDevice.GroupsFor(threads), dx.View, w.View, winners.View.Cast<byte>(), dy.View, threads);
    }

    // One thread for one pooled output: the first largest of its window, or the first NaN.
    internal static void ForwardKernel<S, P, A>(ArrayView<float> y, ArrayView<byte> winners, ArrayView<float> x, ArrayView<float> w, ArrayView<float> b, int hasBias, int keep, int threads)
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int filter = thread % S.Filters;
        int column = thread / S.Filters % P.OutputWidth;
        int row = thread / (S.Filters * P.OutputWidth) % P.OutputHeight;
        int outputs = S.Filters * P.OutputWidth * P.OutputHeight;
        int sample = thread / outputs * (S.InputHeight * S.InputWidth * S.Channels);
        float bias = hasBias != 0 ? b[filter] : 0f;
        float best = 0f;
        int winner = -1;
        for (int place = 0; place < P.PoolHeight * P.PoolWidth; place++)
        {
            int oy = (row * P.PoolHeight) + (place / P.PoolWidth), ox = (column * P.PoolWidth) + (place % P.PoolWidth);
            float value = Convolve<S>(x, w, sample, oy, ox, filter) + bias;
            if (winner < 0 || value > best || (float.IsNaN(value) && !float.IsNaN(best)))
            {
                best = value;
                winner = place;
            }
        }

        float activated = A.Apply(best);
        y[thread] = activated;
        if (keep != Nothing) { winners[(thread / outputs * WinnerStride<S, P>()) + (thread % outputs)] = (byte)(keep == OpenWinners && !(activated > 0f) ? Closed : winner); }
    }

    private static float Convolve<S>(ArrayView<float> x, ArrayView<float> w, int sample, int oy, int ox, int filter) where S : struct, IConv2D
    {
        float sum = 0f;
        for (int ky = 0; ky < S.KernelHeight; ky++)
        {
            int iy = (oy * S.StrideHeight) + ky - S.PadTop;
            if (iy < 0 || iy >= S.InputHeight) { continue; }
            for (int kx = 0; kx < S.KernelWidth; kx++)
            {
                int ix = (ox * S.StrideWidth) + kx - S.PadLeft;
                if (ix < 0 || ix >= S.InputWidth) { continue; }
                int from = sample + (((iy * S.InputWidth) + ix) * S.Channels);
                int tap = (((ky * S.KernelWidth) + kx) * S.Channels * S.Filters) + filter;
                for (int c = 0; c < S.Channels; c++) { sum += x[from + c] * w[tap + (c * S.Filters)]; }
            }
        }

        return sum;
    }

    // One thread for one weight of one slice's part, over the slice's winners in order; the row after the last tap is the bias.
    internal static void BackwardKernelKernel<S, P>(ArrayView<float> dw, ArrayView<float> db, ArrayView<float> x, ArrayView<byte> winners, ArrayView<float> dy, int rows, int count, int mode)
        where S : struct, IConv2D where P : struct, IPool2D
    {
        int thread = GpuDevice.Thread;
        int slices = mode != Slices ? 1 : count < Step.LaneCount ? count : Step.LaneCount;
        int slice = thread / (rows * S.Filters);
        if (slice >= slices) { return; }
        int filter = thread % S.Filters;
        int tap = thread / S.Filters % rows;
        int first = Step.SliceStart(slice, count, slices);
        int last = Step.SliceStart(slice + 1, count, slices);
        if (tap < Taps<S>())
        {
            float sum = WeightSum<S, P>(x, winners, dy, tap, filter, first, last);
            int to = (((slice * Taps<S>()) + tap) * S.Filters) + filter;
            dw[to] = mode == Add ? dw[to] + sum : sum;
        }
        else
        {
            float sum = 0f;
            for (int p = first * P.OutputHeight * P.OutputWidth; p < last * P.OutputHeight * P.OutputWidth; p++)
            {
                if (Winner<S, P>(winners, p, filter) != Closed) { sum += dy[(p * S.Filters) + filter]; }
            }

            int to = (slice * S.Filters) + filter;
            db[to] = mode == Add ? db[to] + sum : sum;
        }
    }

    private static float WeightSum<S, P>(ArrayView<float> x, ArrayView<byte> winners, ArrayView<float> dy, int tap, int filter, int first, int last)
        where S : struct, IConv2D where P : struct, IPool2D
    {
        int c = tap % S.Channels;
        int kx = tap / S.Channels % S.KernelWidth;
        int ky = tap / (S.Channels * S.KernelWidth);
        float sum = 0f;
        for (int pooled = first * P.OutputHeight * P.OutputWidth; pooled < last * P.OutputHeight * P.OutputWidth; pooled++)
        {
            int sample = pooled / (P.OutputHeight * P.OutputWidth);
            int place = Winner<S, P>(winners, pooled, filter);
            if (place == Closed) { continue; }
            int oy = (pooled / P.OutputWidth % P.OutputHeight * P.PoolHeight) + (place / P.PoolWidth);
            int ox = (pooled % P.OutputWidth * P.PoolWidth) + (place % P.PoolWidth);
            int iy = (oy * S.StrideHeight) + ky - S.PadTop, ix = (ox * S.StrideWidth) + kx - S.PadLeft;
            if (iy < 0 || iy >= S.InputHeight || ix < 0 || ix >= S.InputWidth) { continue; }
            sum += x[(((((sample * S.InputHeight) + iy) * S.InputWidth) + ix) * S.Channels) + c] * dy[(pooled * S.Filters) + filter];
        }

        return sum;
    }

    // One thread for one value of the input, over the outputs whose windows contain it, where they won.
    internal static void BackwardInputKernel<S, P>(ArrayView<float> dx, ArrayView<float> w, ArrayView<byte> winners, ArrayView<float> dy, int threads)
        where S : struct, IConv2D where P : struct, IPool2D
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int c = thread % S.Channels;
        int column = (thread / S.Channels % S.InputWidth) + S.PadLeft;
        int row = (thread / (S.Channels * S.InputWidth) % S.InputHeight) + S.PadTop;
        int sample = thread / (S.Channels * S.InputWidth * S.InputHeight);
        int yEnd = Conv2D.EndWithin(row + 1, S.StrideHeight, P.OutputHeight * P.PoolHeight);
        int xFirst = Conv2D.FirstWithin(column - S.KernelWidth + 1, S.StrideWidth);
        int xEnd = Conv2D.EndWithin(column + 1, S.StrideWidth, P.OutputWidth * P.PoolWidth);
        float sum = 0f;
        for (int oy = Conv2D.FirstWithin(row - S.KernelHeight + 1, S.StrideHeight); oy < yEnd; oy++)
        {
            int ky = row - (oy * S.StrideHeight);
            for (int ox = xFirst; ox < xEnd; ox++)
            {
                int kx = column - (ox * S.StrideWidth);
                int inSample = (((oy / P.PoolHeight) * P.OutputWidth) + (ox / P.PoolWidth)) * S.Filters;
                int pooled = (sample * P.OutputHeight * P.OutputWidth * S.Filters) + inSample, won = (sample * WinnerStride<S, P>()) + inSample;
                int place = (oy % P.PoolHeight * P.PoolWidth) + (ox % P.PoolWidth);
                int weights = ((((ky * S.KernelWidth) + kx) * S.Channels) + c) * S.Filters;
                for (int f = 0; f < S.Filters; f++)
                {
                    if (winners[won + f] == place) { sum += dy[pooled + f] * w[weights + f]; }
                }
            }
        }

        dx[thread] = sum;
    }

    // Of one pixel of the pool's outputs of all samples.
    private static int Winner<S, P>(ArrayView<byte> winners, int pixel, int filter) where S : struct, IConv2D where P : struct, IPool2D
    {
        int pixels = P.OutputHeight * P.OutputWidth;
        return winners[(pixel / pixels * WinnerStride<S, P>()) + (pixel % pixels * S.Filters) + filter];
    }

    private static int Taps<S>() where S : struct, IConv2D => S.KernelHeight * S.KernelWidth * S.Channels;
}
