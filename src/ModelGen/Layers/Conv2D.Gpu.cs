using ILGPU;

namespace ModelGen.Kernels;

public static partial class Conv2D
{
    private const int FiltersPerThread = 4;

    internal static void GpuForward<S, A>(GpuDevice g, Step s, Block y, Block x, Block w, Block b)
        where S : struct, IConv2D where A : struct, IActivation
    {
        int threads = s.Count * S.OutputHeight * S.OutputWidth * Share<S>();
        ArrayView<float> bias = b.IsEmpty ? w.View : b.View;
        g.Launch(ForwardKernel<S, A>, GpuDevice.GroupsFor(threads), y.View, x.View, w.View, bias, b.IsEmpty ? 0 : 1, threads);
    }

    internal static void GpuBackwardKernel<S>(GpuDevice g, Step s, Block dw, Block x, Block dy, Block db) where S : struct, IConv2D
    {
        int size = Taps<S>() * S.Filters;
        bool whole = dw.Length == size;
        int slices = whole ? 1 : s.SliceCount;
        int rows = Taps<S>() + (db.IsEmpty ? 0 : 1);
        ArrayView<float> bias = db.IsEmpty ? dw.View : db.View;
        g.Launch(
            BackwardKernelKernel<S>, GpuDevice.GroupsFor((long)slices * rows * S.Filters),
            dw.View, bias, x.View, dy.View, rows, s.Count, slices, whole && s.Accumulate ? 1 : 0);
    }

    internal static void GpuBackwardInput<S>(GpuDevice g, Step s, Block dx, Block w, Block dy) where S : struct, IConv2D
    {
        int threads = s.Count * S.InputHeight * S.InputWidth * S.Channels;
        g.Launch(BackwardInputKernel<S>, GpuDevice.GroupsFor(threads), dx.View, w.View, dy.View, threads);
    }

    // One thread for one position and up to four filters, a quarter of all filters apart: neighbours read neighbouring weights.
    internal static void ForwardKernel<S, A>(ArrayView<float> y, ArrayView<float> x, ArrayView<float> w, ArrayView<float> b, int hasBias, int threads)
        where S : struct, IConv2D where A : struct, IActivation
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int position = thread / Share<S>();
        int oy = position / S.OutputWidth % S.OutputHeight;
        int ox = position % S.OutputWidth;
        int sample = position / (S.OutputHeight * S.OutputWidth);

        // A filter that does not exist is computed as the first one and not stored.
        int f0 = thread % Share<S>();
        int f1 = Existing<S>(f0, f0 + Share<S>());
        int f2 = Existing<S>(f0, f0 + (2 * Share<S>()));
        int f3 = Existing<S>(f0, f0 + (3 * Share<S>()));
        float sum0 = 0f, sum1 = 0f, sum2 = 0f, sum3 = 0f;
        for (int ky = 0; ky < S.KernelHeight; ky++)
        {
            int iy = (oy * S.StrideHeight) + ky - S.PadTop;
            if (iy < 0 || iy >= S.InputHeight) { continue; }
            for (int kx = 0; kx < S.KernelWidth; kx++)
            {
                int ix = (ox * S.StrideWidth) + kx - S.PadLeft;
                if (ix < 0 || ix >= S.InputWidth) { continue; }
                int from = ((((sample * S.InputHeight) + iy) * S.InputWidth) + ix) * S.Channels;
                int tap = ((ky * S.KernelWidth) + kx) * S.Channels * S.Filters;
                for (int c = 0; c < S.Channels; c++)
                {
                    float value = x[from + c];
                    sum0 += value * w[tap + f0];
                    sum1 += value * w[tap + f1];
                    sum2 += value * w[tap + f2];
                    sum3 += value * w[tap + f3];
                    tap += S.Filters;
                }
            }
        }

        if (hasBias != 0)
        {
            sum0 += b[f0];
            sum1 += b[f1];
            sum2 += b[f2];
            sum3 += b[f3];
        }

        int to = position * S.Filters;
        y[to + f0] = A.Apply(sum0);
        if (f1 != f0) { y[to + f1] = A.Apply(sum1); }
        if (f2 != f0) { y[to + f2] = A.Apply(sum2); }
        if (f3 != f0) { y[to + f3] = A.Apply(sum3); }
    }

    // One thread for one weight of one slice's part, over the slice's samples in order; the row after the last tap is the bias.
    internal static void BackwardKernelKernel<S>(ArrayView<float> dw, ArrayView<float> db, ArrayView<float> x, ArrayView<float> dy, int rows, int count, int slices, int accumulate)
        where S : struct, IConv2D
    {
        int thread = GpuDevice.Thread;
        int slice = thread / (rows * S.Filters);
        if (slice >= slices) { return; }
        int filter = thread % S.Filters;
        int tap = thread / S.Filters % rows;
        int first = Step.SliceStart(slice, count, slices);
        int last = Step.SliceStart(slice + 1, count, slices);
        if (tap < Taps<S>())
        {
            float sum = WeightSum<S>(x, dy, tap, filter, first, last);
            int to = (((slice * Taps<S>()) + tap) * S.Filters) + filter;
            dw[to] = accumulate != 0 ? dw[to] + sum : sum;
        }
        else
        {
            float sum = 0f;
            for (int p = first * S.OutputHeight * S.OutputWidth; p < last * S.OutputHeight * S.OutputWidth; p++) { sum += dy[(p * S.Filters) + filter]; }
            int to = (slice * S.Filters) + filter;
            db[to] = accumulate != 0 ? db[to] + sum : sum;
        }
    }

    private static float WeightSum<S>(ArrayView<float> x, ArrayView<float> dy, int tap, int filter, int first, int last) where S : struct, IConv2D
    {
        int c = tap % S.Channels;
        int kx = tap / S.Channels % S.KernelWidth;
        int ky = tap / (S.Channels * S.KernelWidth);
        int oyFirst = FirstWithin(S.PadTop - ky, S.StrideHeight);
        int oyEnd = EndWithin(S.InputHeight + S.PadTop - ky, S.StrideHeight, S.OutputHeight);
        int oxFirst = FirstWithin(S.PadLeft - kx, S.StrideWidth);
        int oxEnd = EndWithin(S.InputWidth + S.PadLeft - kx, S.StrideWidth, S.OutputWidth);
        float sum = 0f;
        for (int sample = first; sample < last; sample++)
        {
            for (int oy = oyFirst; oy < oyEnd; oy++)
            {
                int iy = (oy * S.StrideHeight) + ky - S.PadTop;
                int row = ((sample * S.InputHeight) + iy) * S.InputWidth;
                int gradients = ((sample * S.OutputHeight) + oy) * S.OutputWidth;
                for (int ox = oxFirst; ox < oxEnd; ox++)
                {
                    int ix = (ox * S.StrideWidth) + kx - S.PadLeft;
                    sum += x[((row + ix) * S.Channels) + c] * dy[((gradients + ox) * S.Filters) + filter];
                }
            }
        }

        return sum;
    }

    // One thread for one value of the input, over the outputs whose windows contain it.
    internal static void BackwardInputKernel<S>(ArrayView<float> dx, ArrayView<float> w, ArrayView<float> dy, int threads) where S : struct, IConv2D
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int c = thread % S.Channels;
        int column = (thread / S.Channels % S.InputWidth) + S.PadLeft;
        int row = (thread / (S.Channels * S.InputWidth) % S.InputHeight) + S.PadTop;
        int sample = thread / (S.Channels * S.InputWidth * S.InputHeight);
        int oyFirst = FirstWithin(row - S.KernelHeight + 1, S.StrideHeight);
        int oyEnd = EndWithin(row + 1, S.StrideHeight, S.OutputHeight);
        int oxFirst = FirstWithin(column - S.KernelWidth + 1, S.StrideWidth);
        int oxEnd = EndWithin(column + 1, S.StrideWidth, S.OutputWidth);
        float sum = 0f;
        for (int oy = oyFirst; oy < oyEnd; oy++)
        {
            int ky = row - (oy * S.StrideHeight);
            for (int ox = oxFirst; ox < oxEnd; ox++)
            {
                int kx = column - (ox * S.StrideWidth);
                int gradients = ((((sample * S.OutputHeight) + oy) * S.OutputWidth) + ox) * S.Filters;
                int weights = ((((ky * S.KernelWidth) + kx) * S.Channels) + c) * S.Filters;
                for (int f = 0; f < S.Filters; f++) { sum += dy[gradients + f] * w[weights + f]; }
            }
        }

        dx[thread] = sum;
    }

    private static int Share<S>() where S : struct, IConv2D => (S.Filters + FiltersPerThread - 1) / FiltersPerThread;

    private static int Existing<S>(int first, int filter) where S : struct, IConv2D => S.Filters % FiltersPerThread == 0 || filter < S.Filters ? filter : first;

    private static int Taps<S>() where S : struct, IConv2D => S.KernelHeight * S.KernelWidth * S.Channels;

    // The first window whose start is not before a place: ceil(place / stride), at least 0.
    internal static int FirstWithin(int place, int stride) => place <= 0 ? 0 : (place + stride - 1) / stride;

    // One more than the last window that starts before a place.
    internal static int EndWithin(int place, int stride, int windows)
    {
        int end = place <= 0 ? 0 : ((place - 1) / stride) + 1;
        return end < windows ? end : windows;
    }
}
