namespace ModelGen.Kernels;

// All three passes are products by register tiles (Compute/Product). The image is never unfolded: the values under one row of the
// kernel lie side by side, so a kernel row is KW x C terms with stride 1, and the kernel rows are the outer terms.
// A padded image is copied once into scratch with its zeros; from there on every convolution is a valid one.
public static unsafe partial class Conv2D
{
    private static void CpuForward<S, A>(Step s, Block y, Block x, Block w, Block b) where S : struct, IConv2D where A : struct, IActivation
    {
        var task = new ForwardTask<S, A> { Y = y.Pointer, X = x.Pointer, W = w.Pointer, B = b.Pointer };
        s.Run(ref task, s.Count, s.Count * (long)S.OutputHeight * S.OutputWidth * S.Filters * S.KernelHeight * S.KernelWidth * S.Channels);
    }

    private static void CpuBackwardKernel<S>(Step s, Block dw, Block x, Block dy, Block db) where S : struct, IConv2D
    {
        var task = new KernelTask<S> { DW = dw.Pointer, DB = db.Pointer, X = x.Pointer, DY = dy.Pointer, Samples = s.Count, Accumulate = !s.IsSlice && s.Accumulate };
        s.Run(ref task, S.KernelHeight, s.Count * (long)S.OutputHeight * S.OutputWidth * S.Filters * S.KernelHeight * S.KernelWidth * S.Channels);
    }

    private static void CpuBackwardInput<S>(Step s, Block dx, Block w, Block dy) where S : struct, IConv2D
    {
        float* turned = Scratch.Get(Scratch.Shared, (long)S.KernelHeight * S.KernelWidth * S.Filters * S.Channels);
        Turn<S>(turned, w.Pointer);
        var task = new InputTask<S> { DX = dx.Pointer, Turned = turned, DY = dy.Pointer };
        s.Run(ref task, s.Count, s.Count * (long)S.InputHeight * S.InputWidth * S.Filters * S.KernelHeight * S.KernelWidth * S.Channels);
    }

    // [kh, kw, c, f] to [KH - 1 - kh, KW - 1 - kw, f, c].
    private static void Turn<S>(float* turned, float* w) where S : struct, IConv2D
    {
        int taps = S.KernelHeight * S.KernelWidth;
        for (int tap = 0; tap < taps; tap++)
        {
            float* from = w + ((long)tap * S.Channels * S.Filters);
            float* to = turned + ((long)(taps - 1 - tap) * S.Filters * S.Channels);
            for (int c = 0; c < S.Channels; c++)
            {
                for (int f = 0; f < S.Filters; f++) { to[((long)f * S.Channels) + c] = from[((long)c * S.Filters) + f]; }
            }
        }
    }

    // One sample's output.
    private struct ForwardTask<S, A> : ITask where S : struct, IConv2D where A : struct, IActivation
    {
        public float* Y, X, W, B;

        public readonly void Execute(int index)
        {
            Image image = Image.Padded<S>(X + ((long)index * S.InputHeight * S.InputWidth * S.Channels));
            float* y = Y + ((long)index * S.OutputHeight * S.OutputWidth * S.Filters);
            var terms = new Terms(S.KernelHeight, S.KernelWidth * S.Channels, image.RowStride, 1);
            for (int row = 0; row < S.OutputHeight; row++, y += (long)S.OutputWidth * S.Filters)
            {
                Product.Multiply(S.OutputWidth, S.Filters, terms, image.Start + (row * S.StrideHeight * image.RowStride), (long)S.StrideWidth * S.Channels,
                    W, S.Filters, y, S.Filters, B);
                A.Apply(new Span<float>(y, S.OutputWidth * S.Filters));
            }
        }
    }

    // One row of the kernel's gradient, over all samples in order; the first also sums the bias.
    private struct KernelTask<S> : ITask where S : struct, IConv2D
    {
        public float* DW, DB, X, DY;
        public int Samples;
        public bool Accumulate;

        public readonly void Execute(int index)
        {
            int pixels = S.OutputHeight * S.OutputWidth;
            int taps = S.KernelWidth * S.Channels;
            for (int sample = 0; sample < Samples; sample++)
            {
                Image image = Image.Padded<S>(X + ((long)sample * S.InputHeight * S.InputWidth * S.Channels));
                var terms = new Terms(S.OutputHeight, S.OutputWidth, S.StrideHeight * image.RowStride, (long)S.StrideWidth * S.Channels);
                Product.Multiply(taps, S.Filters, terms, image.Start + (index * image.RowStride), 1,
                    DY + ((long)sample * pixels * S.Filters), S.Filters, DW + ((long)index * taps * S.Filters), S.Filters, null, Accumulate || sample > 0);
            }

            if (index == 0 && DB != null) { Columns.Sum(DY, (long)Samples * pixels, S.Filters, DB, Accumulate); }
        }
    }

    // One sample's input gradient: dy, spread by the strides and padded, convolved with the turned kernel.
    private struct InputTask<S> : ITask where S : struct, IConv2D
    {
        public float* DX, Turned, DY;

        public readonly void Execute(int index)
        {
            int height = S.InputHeight + S.KernelHeight - 1;
            int width = S.InputWidth + S.KernelWidth - 1;
            int top = S.KernelHeight - 1 - S.PadTop;
            int left = S.KernelWidth - 1 - S.PadLeft;
            float* spread = Scratch.Get(Scratch.Task, (long)height * width * S.Filters);
            new Span<float>(spread, height * width * S.Filters).Clear();
            float* dy = DY + ((long)index * S.OutputHeight * S.OutputWidth * S.Filters);
            for (int row = 0; row < S.OutputHeight; row++)
            {
                for (int column = 0; column < S.OutputWidth; column++, dy += S.Filters)
                {
                    long place = ((long)((row * S.StrideHeight) + top) * width) + (column * S.StrideWidth) + left;
                    new Span<float>(dy, S.Filters).CopyTo(new Span<float>(spread + (place * S.Filters), S.Filters));
                }
            }

            var terms = new Terms(S.KernelHeight, S.KernelWidth * S.Filters, (long)width * S.Filters, 1);
            float* dx = DX + ((long)index * S.InputHeight * S.InputWidth * S.Channels);
            for (int row = 0; row < S.InputHeight; row++, dx += (long)S.InputWidth * S.Channels)
            {
                Product.Multiply(S.InputWidth, S.Channels, terms, spread + ((long)row * width * S.Filters), S.Filters, Turned, S.Channels, dx, S.Channels);
            }
        }
    }

    /// <summary>An image with the zeros around it that a convolution needs.</summary>
    private readonly ref struct Image(float* start, long rowStride)
    {
        public float* Start { get; } = start;

        /// <summary>Floats from one row to the next.</summary>
        public long RowStride { get; } = rowStride;

        public static Image Padded<S>(float* x) where S : struct, IConv2D
        {
            int height = ((S.OutputHeight - 1) * S.StrideHeight) + S.KernelHeight;
            int width = ((S.OutputWidth - 1) * S.StrideWidth) + S.KernelWidth;
            int rowLength = S.InputWidth * S.Channels;
            if (height <= S.InputHeight && width <= S.InputWidth) { return new Image(x, rowLength); }

            width = Math.Max(width, S.InputWidth + S.PadLeft);
            height = Math.Max(height, S.InputHeight + S.PadTop);
            float* padded = Scratch.Get(Scratch.Task, (long)height * width * S.Channels);
            new Span<float>(padded, height * width * S.Channels).Clear();
            for (int row = 0; row < S.InputHeight; row++)
            {
                float* to = padded + (((((long)row + S.PadTop) * width) + S.PadLeft) * S.Channels);
                new Span<float>(x + ((long)row * rowLength), rowLength).CopyTo(new Span<float>(to, rowLength));
            }

            return new Image(padded, (long)width * S.Channels);
        }
    }
}
