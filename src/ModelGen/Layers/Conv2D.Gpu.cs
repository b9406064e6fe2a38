using ILGPU;

namespace ModelGen.Kernels;

// A convolution on a GPU is a product of what its windows see, which is never written out.
public static partial class Conv2D
{
    internal static void GpuForward<S, A>(GpuDevice g, Step s, Block y, Block x, Block w, Block b, Block plus)
        where S : struct, IConv2D where A : struct, IActivation
    {
        if (plus.IsEmpty)
        {
            TiledProduct.Run<ForwardProduct<S, A>>(g, s, y, x, w, b, flag: b.IsEmpty ? 0 : 1, s.Count);
            return;
        }

        // A product has room for one extra operand, and the bias is that.
        TiledProduct.Run<ForwardProduct<S, Linear>>(g, s, y, x, w, b, flag: b.IsEmpty ? 0 : 1, s.Count);
        Merge.Forward<OutputSize<S>, Plus, A>(s, y, y, plus);
    }

    private readonly struct OutputSize<S> : ISize where S : struct, IConv2D
    {
        public static int Size => S.OutputHeight * S.OutputWidth * S.Filters;
    }

    internal static void GpuBackwardKernel<S>(GpuDevice g, Step s, Block dw, Block x, Block dy, Block db, bool add)
        where S : struct, IConv2D
    {
        bool adds = add || s.Accumulate;
        TiledProduct.Run<KernelProduct<S>>(g, s, dw, x, dy, default, adds ? 1 : 0, s.Count);
        if (!db.IsEmpty) { ColumnSums.Run<BiasSums<S>>(g, s, db, dy, s.Count * S.OutputHeight * S.OutputWidth, adds); }
    }

    internal static void GpuBackwardInput<S>(GpuDevice g, Step s, Block dx, Block w, Block dy, bool add) where S : struct, IConv2D =>
        TiledProduct.Run<InputProduct<S>>(g, s, dx, dy, w, default, flag: add ? 1 : 0, s.Count);

    /// <summary>y[outputs, filters] = A(windows[outputs, taps] w[taps, filters] + b).</summary>
    internal readonly struct ForwardProduct<S, A> : IStoredProduct where S : struct, IConv2D where A : struct, IActivation
    {
        public static int Rows(int batch) => batch * S.OutputHeight * S.OutputWidth;

        public static int Columns => S.Filters;

        public static int Depth(int batch) => Windows<S>.Taps;

        public static bool LeftRunsInDepth => Windows<S>.RunAlongTaps;

        public static bool RightRunsInDepth => false;

        public static Place LeftRow(int row) => Windows<S>.OfOutput(row);

        public static Place LeftDepth(int k) => Windows<S>.OfTap(k);

        public static float Left(ArrayView<float> left, ArrayView<byte> argmax, Place row, Place k, bool inside) =>
            Windows<S>.Value(left, row, k, inside);

        public static float Right(ArrayView<float> right, ArrayView<byte> argmax, int k, int column, bool inside) =>
            right.At((k * S.Filters) + column, inside);

        public static void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag) =>
            c[index] = A.Apply(flag != 0 ? sum + extra[column] : sum);
    }

    /// <summary>dw[taps, filters] = windows[outputs, taps]' dy[outputs, filters].</summary>
    internal readonly struct KernelProduct<S> : IStoredProduct where S : struct, IConv2D
    {
        public static int Rows(int batch) => Windows<S>.Taps;

        public static int Columns => S.Filters;

        public static int Depth(int batch) => batch * S.OutputHeight * S.OutputWidth;

        public static bool LeftRunsInDepth => !Windows<S>.RunAlongTaps;

        public static bool RightRunsInDepth => false;

        public static Place LeftRow(int row) => Windows<S>.OfTap(row);

        public static Place LeftDepth(int k) => Windows<S>.OfOutput(k);

        public static float Left(ArrayView<float> left, ArrayView<byte> argmax, Place row, Place k, bool inside) =>
            Windows<S>.Value(left, row, k, inside);

        public static float Right(ArrayView<float> right, ArrayView<byte> argmax, int k, int column, bool inside) =>
            right.At((k * S.Filters) + column, inside);

        public static void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag) =>
            c[index] = flag != 0 ? c[index] + sum : sum;
    }

    /// <summary>dx[pixels, channels] = dy seen from the pixels[pixels, places of the kernel x filters] w'.</summary>
    internal readonly struct InputProduct<S> : IStoredProduct where S : struct, IConv2D
    {
        public static int Rows(int batch) => batch * S.InputHeight * S.InputWidth;

        public static int Columns => S.Channels;

        public static int Depth(int batch) => S.KernelHeight * S.KernelWidth * S.Filters;

        public static bool LeftRunsInDepth => true;

        public static bool RightRunsInDepth => true;

        public static Place LeftRow(int row) => Windows<S>.OfPixel(row, S.OutputHeight * S.OutputWidth * S.Filters);

        public static Place LeftDepth(int k) => Windows<S>.OfFilter(k);

        public static float Left(ArrayView<float> left, ArrayView<byte> argmax, Place row, Place k, bool inside)
        {
            int oy = Windows<S>.Output(row.Y - k.Y, S.StrideHeight, S.OutputHeight),
                ox = Windows<S>.Output(row.X - k.X, S.StrideWidth, S.OutputWidth);
            return left.At(row.Index + (((oy * S.OutputWidth) + ox) * S.Filters) + k.Index, inside & oy >= 0 & ox >= 0);
        }

        public static float Right(ArrayView<float> right, ArrayView<byte> argmax, int k, int column, bool inside) =>
            Windows<S>.KernelTurned(right, k, column, inside);

        public static void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag) =>
            c[index] = flag != 0 ? c[index] + sum : sum;
    }

    /// <summary>db[filters] = the sums of dy[outputs, filters].</summary>
    internal readonly struct BiasSums<S> : ISummedColumns where S : struct, IConv2D
    {
        public static int Columns => S.Filters;

        public static float Value(ArrayView<float> values, ArrayView<byte> argmax, int row, int column) =>
            values[(row * S.Filters) + column];
    }
}
