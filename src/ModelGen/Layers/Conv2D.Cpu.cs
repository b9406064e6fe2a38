namespace ModelGen.Kernels;

// All three passes are products by register tiles (Compute/Product). The image is never unfolded: the values under one row of the
// kernel lie side by side, so a kernel row is KW x C terms with stride 1, and the kernel rows are the outer terms.
// A padded image is copied once into scratch with its zeros; from there on every convolution is a valid one.
// The input's gradient reads a kernel that was turned round once for the whole step.
public static unsafe partial class Conv2D
{
    private static void CpuForward<S, A>(Step s, Block y, Block x, Block w, Block b) where S : struct, IConv2D where A : struct, IActivation
    {
        int blocks = s.BlocksPerSample(S.OutputHeight);
        var task = new ForwardTask<S, A> { Y = y.Pointer, X = x.Pointer, W = w.Pointer, B = b.Pointer, Blocks = blocks };
        s.Run(ref task, s.Count * blocks, s.Count * (long)S.OutputHeight * S.OutputWidth * S.Filters * S.KernelHeight * S.KernelWidth * S.Channels);
    }

    private static void CpuBackwardKernel<S>(Step s, Block dw, Block x, Block dy, Block db) where S : struct, IConv2D
    {
        var task = new KernelTask<S> { DW = dw.Pointer, DB = db.Pointer, X = x.Pointer, DY = dy.Pointer, Samples = s.Count, Accumulate = !s.IsSlice && s.Accumulate };
        s.Run(ref task, S.KernelHeight, s.Count * (long)S.OutputHeight * S.OutputWidth * S.Filters * S.KernelHeight * S.KernelWidth * S.Channels);
    }

    private static void CpuBackwardInput<S>(Step s, Block dx, Block packed, Block dy) where S : struct, IConv2D
    {
        var task = new InputTask<S> { DX = dx.Pointer, Packed = packed.Pointer, DY = dy.Pointer };
        s.Run(ref task, s.Count, s.Count * (long)S.InputHeight * S.InputWidth * S.Filters * S.KernelHeight * S.KernelWidth * S.Channels);
    }

    // Some rows of one sample's output.
    private struct ForwardTask<S, A> : ITask where S : struct, IConv2D where A : struct, IActivation
    {
        public float* Y, X, W, B;
        public int Blocks;

        public readonly void Execute(int index)
        {
            int sample = index / Blocks, block = index % Blocks;
            int first = block * S.OutputHeight / Blocks, end = (block + 1) * S.OutputHeight / Blocks;
            PaddedImage image = PaddedImage.At<S>(X + ((long)sample * S.InputHeight * S.InputWidth * S.Channels), first, end - first);
            float* x = image.Start;
            float* y = Y + ((((long)sample * S.OutputHeight) + first) * S.OutputWidth * S.Filters);
            var terms = new Terms(S.KernelHeight, S.KernelWidth * S.Channels, image.RowStride, 1);
            for (int row = first; row < end; row++, y += (long)S.OutputWidth * S.Filters, x += S.StrideHeight * image.RowStride)
            {
                Product.Multiply(S.OutputWidth, S.Filters, terms, x, (long)S.StrideWidth * S.Channels, W, S.Filters, y, S.Filters, B);
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
                PaddedImage image = PaddedImage.Of<S>(X + ((long)sample * S.InputHeight * S.InputWidth * S.Channels));
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
        public float* DX, Packed, DY;

        public readonly void Execute(int index)
        {
            SpreadGradient spread = SpreadGradient.Of<S>();
            float* dy = DY + ((long)index * S.OutputHeight * S.OutputWidth * S.Filters);
            for (int row = 0; row < S.OutputHeight; row++)
            {
                for (int column = 0; column < S.OutputWidth; column++, dy += S.Filters)
                {
                    new Span<float>(dy, S.Filters).CopyTo(new Span<float>(spread.At<S>(row, column), S.Filters));
                }
            }

            spread.Convolve<S>(Packed, DX + ((long)index * S.InputHeight * S.InputWidth * S.Channels));
        }
    }
}
