namespace ModelGen.Kernels;

// All three passes are products by register tiles (Compute/Product). The image is never unfolded: the values under one row of the
// kernel lie side by side, so a kernel row is KW x C terms with stride 1, and the kernel rows are the outer terms.
// A padded image is copied once into scratch with its zeros; from there on every convolution is a valid one.
// Where channels are many, the forward pass goes by Winograd's method (WinogradStrip).
// The input's gradient reads a kernel that was turned round once for the whole step.
public static unsafe partial class Conv2D
{
    private static void CpuForward<S, A>(Step s, Block y, Block x, Block w, Block b, Block u, Block plus) where S : struct, IConv2D
        where A : struct, IActivation
    {
        long operations = s.Count * (long)S.OutputHeight * S.OutputWidth * S.Filters * S.KernelHeight * S.KernelWidth * S.Channels;
        if (!u.IsEmpty && WinogradKernel.Fits<S>())
        {
            Simd.Run(new CpuWinogradForward<S, A>(s, y, x, b, u, plus, operations));
            return;
        }

        int blocks = s.BlocksPerSample(S.OutputHeight);
        var task = new ForwardTask<S, A>
        {
            Y = y.Pointer,
            X = x.Pointer,
            W = w.Pointer,
            B = b.Pointer,
            Plus = plus.Pointer,
            Blocks = blocks,
        };
        s.Run(ref task, s.Count * blocks, operations);
    }

    private readonly struct CpuWinogradForward<S, A>(Step s, Block y, Block x, Block b, Block u, Block plus, long operations) : ISimdKernel
        where S : struct, IConv2D where A : struct, IActivation
    {
        public void Run<V>() where V : struct, ISimd<V>
        {
            int blocks = s.BlocksPerSample(WinogradStrip<S, V>.Rows);
            var task = new WinogradTask<S, A, V>
            {
                Y = y.Pointer,
                X = x.Pointer,
                U = u.Pointer,
                B = b.Pointer,
                Plus = plus.Pointer,
                Blocks = blocks,
            };
            s.Run(ref task, s.Count * blocks, operations);
        }
    }

    private static void CpuBackwardKernel<S>(Step s, Block dw, Block x, Block dy, Block db, bool add) where S : struct, IConv2D
    {
        var task = new KernelTask<S>
        {
            DW = dw.Pointer,
            DB = db.Pointer,
            X = x.Pointer,
            DY = dy.Pointer,
            Samples = s.Count,
            Accumulate = add || (!s.IsSlice && s.Accumulate),
        };
        s.Run(ref task, S.KernelHeight,
            s.Count * (long)S.OutputHeight * S.OutputWidth * S.Filters * S.KernelHeight * S.KernelWidth * S.Channels);
    }

    private static void CpuBackwardInput<S>(Step s, Block dx, Block packed, Block dy, bool add) where S : struct, IConv2D
    {
        var task = new InputTask<S> { DX = dx.Pointer, Packed = packed.Pointer, DY = dy.Pointer, Add = add };
        s.Run(ref task, s.Count, s.Count * (long)S.InputHeight * S.InputWidth * S.Filters * S.KernelHeight * S.KernelWidth * S.Channels);
    }

    // Some rows of one sample's output.
    private struct ForwardTask<S, A> : ITask where S : struct, IConv2D where A : struct, IActivation
    {
        public float* Y, X, W, B, Plus;
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
                if (SlidingTile.Fits(S.OutputWidth, S.Filters, S.KernelWidth, S.StrideWidth))
                {
                    SlidingTile.Convolve(S.OutputWidth, S.KernelHeight, S.Channels, x, image.RowStride, W, y, B, accumulate: false);
                }
                else
                {
                    Product.Multiply(S.OutputWidth, S.Filters, terms, x, (long)S.StrideWidth * S.Channels, W, S.Filters, y, S.Filters, B);
                }

                if (Plus != null) { Lanes.Add(y, y, Plus + (y - Y), S.OutputWidth * S.Filters); }
                A.Apply(new Span<float>(y, S.OutputWidth * S.Filters));
            }
        }
    }

    // Some rows of tiles of one sample's output, by Winograd's method.
    private struct WinogradTask<S, A, V> : ITask where S : struct, IConv2D where A : struct, IActivation where V : struct, ISimd<V>
    {
        public float* Y, X, U, B, Plus;
        public int Blocks;

        public readonly void Execute(int index)
        {
            int sample = index / Blocks, block = index % Blocks;
            int end = (block + 1) * WinogradStrip<S, V>.Rows / Blocks;
            float* x = X + ((long)sample * S.InputHeight * S.InputWidth * S.Channels);
            float* lines = stackalloc float[2 * 6 * 16];
            for (int row = block * WinogradStrip<S, V>.Rows / Blocks; row < end; row += WinogradStrip<S, V>.RowsAtATime)
            {
                int rows = Math.Min(WinogradStrip<S, V>.RowsAtATime, end - row);
                float* m = WinogradStrip<S, V>.Multiply(x, U, row, rows);
                long pointStride = WinogradStrip<S, V>.PointStride(rows, S.Filters);
                int first = row * Winograd.Outputs, outputs = Math.Min(rows * Winograd.Outputs, S.OutputHeight - first);
                float* y = Y + ((((long)sample * S.OutputHeight) + first) * S.OutputWidth * S.Filters);
                for (int r = 0; r < outputs; r += Winograd.Outputs, m += (long)WinogradStrip<S, V>.Columns * S.Filters)
                {
                    StoreTiles(m, pointStride, lines, y + ((long)r * S.OutputWidth * S.Filters), r + 1 < outputs);
                }

                if (Plus != null) { Lanes.Add(y, y, Plus + (y - Y), outputs * S.OutputWidth * S.Filters); }
                A.Apply(new Span<float>(y, outputs * S.OutputWidth * S.Filters));
            }
        }

        // One row of tiles; at the output's edges a part of the last ones does not exist.
        private readonly void StoreTiles(float* m, long pointStride, float* lines, float* y, bool hasSecondRow)
        {
            for (int column = 0; column < S.OutputWidth; column += Winograd.Outputs)
            {
                bool hasSecondColumn = column + 1 < S.OutputWidth;
                for (int filter = 0; filter < S.Filters; filter += V.Width, m += V.Width)
                {
                    WinogradStrip<S, V>.Outputs(m, pointStride, lines, B == null ? null : B + filter, out V y00, out V y01, out V y10,
                        out V y11);
                    float* to = y + ((long)column * S.Filters) + filter;
                    float* toNext = to + ((long)S.OutputWidth * S.Filters);
                    y00.Store(to);
                    if (hasSecondColumn) { y01.Store(to + S.Filters); }
                    if (hasSecondRow) { y10.Store(toNext); }
                    if (hasSecondRow && hasSecondColumn) { y11.Store(toNext + S.Filters); }
                }
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
                    DY + ((long)sample * pixels * S.Filters), S.Filters, DW + ((long)index * taps * S.Filters), S.Filters, null,
                    Accumulate || sample > 0);
            }

            if (index == 0 && DB != null) { Columns.Sum(DY, (long)Samples * pixels, S.Filters, DB, Accumulate); }
        }
    }

    // One sample's input gradient: dy, spread by the strides and padded, convolved with the turned kernel.
    private struct InputTask<S> : ITask where S : struct, IConv2D
    {
        public float* DX, Packed, DY;
        public bool Add;

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

            spread.Convolve<S>(Packed, DX + ((long)index * S.InputHeight * S.InputWidth * S.Channels), Add);
        }
    }
}
