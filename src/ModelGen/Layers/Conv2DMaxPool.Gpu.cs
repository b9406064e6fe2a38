using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

public static partial class Conv2DMaxPool
{
    // What the forward pass keeps; open maxima are those that ReLU lets through.
    private const int KeepNothing = 0, KeepArgmax = 1, KeepOpenArgmax = 2;

    internal static void GpuForward<S, P, A>(GpuDevice g, Step s, Block y, Block argmax, Block x, Block w, Block b)
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation
    {
        int keep = !s.Training || argmax.IsEmpty ? KeepNothing : Rectifies<A>() ? KeepOpenArgmax : KeepArgmax;
        Block kept = keep == KeepNothing ? y : argmax;
        if (P.PoolHeight * P.PoolWidth == 4)
        {
            TiledProduct.RunWindows<ForwardProduct<S, P, A>>(g, y, x, w, b, flag: keep + (b.IsEmpty ? 0 : HasBias), s.Count, kept);
            return;
        }

        int threads = s.Count * P.OutputHeight * P.OutputWidth * S.Filters;
        g.Launch(
            ForwardKernel<S, P, A>, GpuDevice.GroupsFor(threads),
            y.View, kept.View.Cast<byte>(), x.View, w.View, (b.IsEmpty ? w : b).View, b.IsEmpty ? 0 : 1, keep, threads);
    }

    internal static void GpuBackwardKernel<S, P>(GpuDevice g, Step s, Block dw, Block x, Block argmax, Block dy, Block db)
        where S : struct, IConv2D where P : struct, IPool2D
    {
        TiledProduct.Run<KernelProduct<S, P>>(g, s, dw, x, dy, default, s.Accumulate ? 1 : 0, s.Count, argmax);
        if (!db.IsEmpty) { ColumnSums.Run<BiasSums<S, P>>(g, s, db, dy, s.Count * P.OutputHeight * P.OutputWidth, s.Accumulate, argmax); }
    }

    internal static void GpuBackwardInput<S, P>(GpuDevice g, Step s, Block dx, Block w, Block argmax, Block dy, bool add)
        where S : struct, IConv2D where P : struct, IPool2D =>
        TiledProduct.Run<InputProduct<S, P>>(g, s, dx, dy, w, default, flag: add ? 1 : 0, s.Count, argmax);

    // With the windows of four places that nearly all pools have, a thread of the product has them in its registers; this is for all
    // others. One thread for one pooled output: the first largest of its window, or the first NaN.
    internal static void ForwardKernel<S, P, A>(ArrayView<float> y, ArrayView<byte> argmax, ArrayView<float> x, ArrayView<float> w,
        ArrayView<float> b, int hasBias, int keep, int threads)
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int pixel = Quotient(thread, S.Filters), filter = thread - (pixel * S.Filters);
        int column = Remainder(pixel, P.OutputWidth), row = Remainder(Quotient(pixel, P.OutputWidth), P.OutputHeight);
        int outputs = S.Filters * P.OutputWidth * P.OutputHeight;
        int sample = Quotient(thread, outputs) * (S.InputHeight * S.InputWidth * S.Channels);
        float bias = hasBias != 0 ? b[filter] : 0f;
        float best = 0f;
        int position = 0;
        for (int place = 0; place < P.PoolHeight * P.PoolWidth; place++)
        {
            int oy = (row * P.PoolHeight) + Quotient(place, P.PoolWidth), ox = (column * P.PoolWidth) + Remainder(place, P.PoolWidth);
            float value = Convolve<S>(x, w, sample, oy, ox, filter) + bias;
            if (place == 0) { best = value; } else { KeepLarger(ref best, ref position, value, place); }
        }

        float activated = A.Apply(best);
        y[thread] = activated;
        if (keep != KeepNothing)
        {
            argmax[(Quotient(thread, outputs) * ArgmaxStride<S, P>()) + Remainder(thread, outputs)] = (byte)(keep == KeepOpenArgmax
                && !(activated > 0f) ? Closed : position);
        }
    }

    private static float Convolve<S>(ArrayView<float> x, ArrayView<float> w, int sample, int oy, int ox, int filter)
        where S : struct, IConv2D
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

    private const int HasBias = 4;

    /// <summary>
    /// y[pooled, filters] = A(the largest of each four rows of windows[outputs by pool, taps] w[taps, filters] + b), and which it was.
    /// </summary>
    internal readonly struct ForwardProduct<S, P, A> : IWindowProduct where S : struct, IConv2D where P : struct, IPool2D
        where A : struct, IActivation
    {
        public static int Rows(int batch) => batch * P.OutputHeight * P.OutputWidth * Places<P>();

        public static int Columns => S.Filters;

        public static int Depth(int batch) => Windows<S>.Taps;

        public static bool LeftRunsInDepth => Windows<S>.RunAlongTaps;

        public static bool RightRunsInDepth => false;

        public static Place LeftRow(int row) => OfPlace<S, P>(row);

        public static Place LeftDepth(int k) => Windows<S>.OfTap(k);

        public static float Left(ArrayView<float> left, ArrayView<byte> argmax, Place row, Place k, bool inside) =>
            Windows<S>.Value(left, row, k, inside);

        public static float Right(ArrayView<float> right, ArrayView<byte> argmax, int k, int column, bool inside) =>
            right.At((k * S.Filters) + column, inside);

        public static void Store(ArrayView<float> c, ArrayView<byte> argmax, int window, int column, FourFloats sums,
            ArrayView<float> extra, int flag)
        {
            float bias = 0f;
            if ((flag & HasBias) != 0) { bias = extra[column]; }
            float best = sums.A + bias;
            int position = 0;
            KeepLarger(ref best, ref position, sums.B + bias, 1);
            KeepLarger(ref best, ref position, sums.C + bias, 2);
            KeepLarger(ref best, ref position, sums.D + bias, 3);
            float activated = A.Apply(best);
            c[(window * S.Filters) + column] = activated;
            int keep = flag & (HasBias - 1), pixels = P.OutputHeight * P.OutputWidth;
            if (keep != KeepNothing)
            {
                argmax[(Quotient(window, pixels) * ArgmaxStride<S, P>()) + (Remainder(window, pixels) * S.Filters)
                    + column] = (byte)(keep == KeepOpenArgmax && !(activated > 0f) ? Closed : position);
            }
        }
    }

    /// <summary>dw[taps, filters] = windows[outputs by pool, taps]' (dy where it won)[outputs by pool, filters].</summary>
    internal readonly struct KernelProduct<S, P> : IStoredProduct where S : struct, IConv2D where P : struct, IPool2D
    {
        public static int Rows(int batch) => Windows<S>.Taps;

        public static int Columns => S.Filters;

        public static int Depth(int batch) => batch * P.OutputHeight * P.OutputWidth * Places<P>();

        public static bool LeftRunsInDepth => !Windows<S>.RunAlongTaps;

        public static bool RightRunsInDepth => false;

        public static Place LeftRow(int row) => Windows<S>.OfTap(row);

        public static Place LeftDepth(int k) => OfPlace<S, P>(k);

        public static float Left(ArrayView<float> left, ArrayView<byte> argmax, Place row, Place k, bool inside) =>
            Windows<S>.Value(left, row, k, inside);

        public static float Right(ArrayView<float> right, ArrayView<byte> argmax, int k, int column, bool inside)
        {
            int pooled = Quotient(k, Places<P>());
            return right.At((pooled * S.Filters) + column,
                inside & Argmax<S, P>(argmax, inside ? pooled : 0, inside ? column : 0) == k - (pooled * Places<P>()));
        }

        public static void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag) =>
            c[index] = flag != 0 ? c[index] + sum : sum;
    }

    /// <summary>dx[pixels, channels] = dy where it won, seen from the pixels[pixels, places of the kernel x filters] w'.</summary>
    internal readonly struct InputProduct<S, P> : IStoredProduct where S : struct, IConv2D where P : struct, IPool2D
    {
        public static int Rows(int batch) => batch * S.InputHeight * S.InputWidth;

        public static int Columns => S.Channels;

        public static int Depth(int batch) => S.KernelHeight * S.KernelWidth * S.Filters;

        public static bool LeftRunsInDepth => true;

        public static bool RightRunsInDepth => true;

        public static Place LeftRow(int row) => Windows<S>.OfPixel(row, P.OutputHeight * P.OutputWidth);

        public static Place LeftDepth(int k) => Windows<S>.OfFilter(k);

        public static float Left(ArrayView<float> left, ArrayView<byte> argmax, Place row, Place k, bool inside)
        {
            int oy = Windows<S>.Output(row.Y - k.Y, S.StrideHeight, P.OutputHeight * P.PoolHeight),
                ox = Windows<S>.Output(row.X - k.X, S.StrideWidth, P.OutputWidth * P.PoolWidth);
            inside = inside & oy >= 0 & ox >= 0;
            int py = Quotient(oy, P.PoolHeight), px = Quotient(ox, P.PoolWidth),
                place = ((oy - (py * P.PoolHeight)) * P.PoolWidth) + ox - (px * P.PoolWidth);
            int pooled = inside ? row.Index + (py * P.OutputWidth) + px : 0;
            return left.At((pooled * S.Filters) + k.Index, inside & Argmax<S, P>(argmax, pooled, k.Index) == place);
        }

        public static float Right(ArrayView<float> right, ArrayView<byte> argmax, int k, int column, bool inside) =>
            Windows<S>.KernelTurned(right, k, column, inside);

        public static void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag) =>
            c[index] = flag != 0 ? c[index] + sum : sum;
    }

    /// <summary>db[filters] = the sums of dy[pooled, filters] where maxima are open.</summary>
    internal readonly struct BiasSums<S, P> : ISummedColumns where S : struct, IConv2D where P : struct, IPool2D
    {
        public static int Columns => S.Filters;

        public static float Value(ArrayView<float> values, ArrayView<byte> argmax, int row, int column)
        {
            float value = values[(row * S.Filters) + column];
            return Argmax<S, P>(argmax, row, column) != Closed ? value : 0f;
        }
    }

    // The first largest, or the first NaN.
    private static void KeepLarger(ref float best, ref int position, float value, int place)
    {
        if (!(value > best || (float.IsNaN(value) && !float.IsNaN(best)))) { return; }
        best = value;
        position = place;
    }

    private static int Places<P>() where P : struct, IPool2D => P.PoolHeight * P.PoolWidth;

    // The window of an output that is counted by the pool's windows, place by place.
    private static Place OfPlace<S, P>(int number) where S : struct, IConv2D where P : struct, IPool2D
    {
        int pooled = Quotient(number, Places<P>()), place = number - (pooled * Places<P>());
        int row = Quotient(pooled, P.OutputWidth), sample = Quotient(row, P.OutputHeight), placeRow = Quotient(place, P.PoolWidth);
        return Windows<S>.OfOutput(
            sample,
            ((row - (sample * P.OutputHeight)) * P.PoolHeight) + placeRow,
            ((pooled - (row * P.OutputWidth)) * P.PoolWidth) + place - (placeRow * P.PoolWidth));
    }

    // Of one pixel of the pool's outputs of all samples.
    private static int Argmax<S, P>(ArrayView<byte> argmax, int pixel, int filter) where S : struct, IConv2D where P : struct, IPool2D
    {
        // From sample to sample the maxima go on without a gap, but for some networks.
        int pixels = P.OutputHeight * P.OutputWidth, gap = ArgmaxStride<S, P>() - (pixels * S.Filters);
        return argmax[(gap == 0 ? 0 : Quotient(pixel, pixels) * gap) + (pixel * S.Filters) + filter];
    }
}
