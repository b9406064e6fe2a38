using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

// Forward, the rows of the convolution that one row of windows needs go into a strip of scratch, which stays in the L1 cache, and are
// pooled from there. Where sums are short (an image of one or three channels), storing them would take as long as a quarter of the sums:
// there tiles of 2 x 6 pixels are pooled 2 x 2 while they are in registers, and kernels 5 wide go by lines (Conv2DMaxPool.Lines.Cpu.cs).
// By Winograd's method a tile of 2 x 2 outputs is a window of 2 x 2.
// The bias is added first, the activation comes last: on a quarter of the values, for windows of 2 x 2.
public static unsafe partial class Conv2DMaxPool
{
    private static void CpuForward<S, P, A>(Step s, Block y, Block argmax, Block x, Block w, Block b, Block u)
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation =>
        Simd.Run(new CpuForwardKernel<S, P, A>(s, y, argmax, x, w, b, u));

    private readonly struct CpuForwardKernel<S, P, A>(Step s, Block y, Block argmax, Block x, Block w, Block b, Block u) : ISimdKernel
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation
    {
        public void Run<V>() where V : struct, ISimd<V> => CpuForward<S, P, A, V>(s, y, argmax, x, w, b, u);
    }

    private static void CpuForward<S, P, A, V>(Step s, Block y, Block argmax, Block x, Block w, Block b, Block u)
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation where V : struct, ISimd<V>
    {
        long operations = s.Count * (long)S.OutputHeight * S.OutputWidth * S.Filters * S.KernelHeight * S.KernelWidth * S.Channels;
        if (!u.IsEmpty && WinogradStrip<S, V>.Fits && P.PoolHeight == Winograd.Outputs && P.PoolWidth == Winograd.Outputs)
        {
            int parts = s.BlocksPerSample(P.OutputHeight);
            var winograd = new WinogradTask<S, P, A, V>
            {
                Y = y.Pointer, X = x.Pointer, U = u.Pointer, B = b.Pointer, Argmax = s.Training ? (byte*)argmax.Pointer : null,
                Blocks = parts,
            };
            s.Run(ref winograd, s.Count * parts, operations);
            return;
        }

        int blocks = s.BlocksPerSample(P.OutputHeight);
        if (LineTask<S, P, A, V>.Fits)
        {
            var lines = new LineTask<S, P, A, V>
            {
                Y = y.Pointer, X = x.Pointer, U = LineTask<S, P, A, V>.TransformKernel(w.Pointer), B = b.Pointer,
                Argmax = s.Training ? (byte*)argmax.Pointer : null, Blocks = blocks,
            };
            s.Run(ref lines, s.Count * blocks, operations);
            return;
        }

        var task = new ForwardTask<S, P, A, V>
        {
            Y = y.Pointer, X = x.Pointer, W = w.Pointer, B = b.Pointer, Argmax = s.Training ? (byte*)argmax.Pointer : null, Blocks = blocks,
        };
        s.Run(ref task, s.Count * blocks, operations);
    }

    private static bool Rectifies<A>() where A : struct, IActivation => typeof(A) == typeof(ReLU);

    // Some rows of one sample's output.
    private struct ForwardTask<S, P, A, V> : ITask
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation where V : struct, ISimd<V>
    {
        public float* Y, X, W, B;
        public byte* Argmax;
        public int Blocks;

        public readonly void Execute(int index)
        {
            int sample = index / Blocks, block = index % Blocks;
            int first = block * P.OutputHeight / Blocks, end = (block + 1) * P.OutputHeight / Blocks;
            PaddedImage image = PaddedImage.At<S>(X + ((long)sample * S.InputHeight * S.InputWidth * S.Channels), first * P.PoolHeight,
                (end - first) * P.PoolHeight);
            var terms = new Terms(S.KernelHeight, S.KernelWidth * S.Channels, image.RowStride, 1);
            float* x = image.Start;
            int rowLength = P.OutputWidth * S.Filters;
            float* y = Y + ((((long)sample * P.OutputHeight) + first) * rowLength);
            byte* argmax = Argmax == null ? null : Argmax + ((long)sample * ArgmaxStride<S, P>()) + (first * rowLength);
            for (int row = first; row < end; row++, x += P.PoolHeight * S.StrideHeight * image.RowStride, y += rowLength)
            {
                if (!PoolsInRegisters) { ByStrip(x, image.RowStride, terms, y, argmax); }
                else if (Rectifies<A>()) { ByTiles<PooledReLU>(x, image.RowStride, terms, y, argmax); }
                else { ByTiles<Pooled>(x, image.RowStride, terms, y, argmax); }
                if (!Rectifies<A>()) { A.Apply(new Span<float>(y, rowLength)); }
                if (argmax != null) { argmax += rowLength; }
            }
        }

        // With 16 registers a tile has one vector of columns and twice the loads, which costs more than the strip.
        private static bool PoolsInRegisters => V.Registers == 32 && P.PoolHeight == 2 && P.PoolWidth == 2 && P.OutputWidth >= 3
            && S.Filters % (2 * V.Width) == 0 && S.KernelHeight * S.KernelWidth * S.Channels <= 100;

        // One row of windows, three at a time; the last three may have been computed before in part.
        private readonly void ByTiles<E>(float* x, long rowStride, Terms terms, float* y, byte* argmax) where E : struct, ITileEnd
        {
            long pixel = (long)S.StrideWidth * S.Channels, sixPixels = S.StrideHeight * rowStride;
            for (int filter = 0; filter < S.Filters; filter += 2 * V.Width)
            {
                float* b = B == null ? null : B + filter;
                for (int column = 0; column < P.OutputWidth; column += 3)
                {
                    int window = Math.Min(column, P.OutputWidth - 3);
                    float* to = y + ((long)window * S.Filters) + filter;
                    byte* won = argmax == null ? null : argmax + ((long)window * S.Filters) + filter;
                    Tile.Multiply<V, Twelve, Two, E>(x + (2 * window * pixel), pixel, sixPixels, terms, W + filter, S.Filters, to,
                        S.Filters, b, false, won);
                }
            }
        }

        private readonly void ByStrip(float* x, long rowStride, Terms terms, float* y, byte* argmax)
        {
            int width = P.OutputWidth * P.PoolWidth;
            float* strip = Scratch.Get(Scratch.Strip, (long)P.PoolHeight * width * S.Filters);
            for (int r = 0; r < P.PoolHeight; r++, x += S.StrideHeight * rowStride)
            {
                Product.Multiply(width, S.Filters, terms, x, (long)S.StrideWidth * S.Channels, W, S.Filters,
                    strip + ((long)r * width * S.Filters), S.Filters, B);
            }

            Pool(strip, y, argmax);
        }

        private static void Pool(float* strip, float* y, byte* argmax)
        {
            for (int column = 0; column < P.OutputWidth; column++, strip += P.PoolWidth * S.Filters, y += S.Filters)
            {
                int filter = 0;
                for (; filter <= S.Filters - V.Width; filter += V.Width)
                {
                    PoolVector<V>(strip + filter, y + filter, argmax == null ? null : argmax + filter);
                }
                for (; filter < S.Filters; filter++)
                {
                    PoolVector<SimdScalar>(strip + filter, y + filter, argmax == null ? null : argmax + filter);
                }
                if (argmax != null) { argmax += S.Filters; }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void PoolVector<U>(float* window, float* y, byte* argmax) where U : struct, ISimd<U>
        {
            U largest = U.Load(window);
            U position = default;
            for (int place = 1; place < P.PoolHeight * P.PoolWidth; place++)
            {
                long at = ((place / P.PoolWidth * (long)P.OutputWidth * P.PoolWidth) + (place % P.PoolWidth)) * S.Filters;
                U.KeepLarger(U.Load(window + at), U.OfBits(place), ref largest, ref position);
            }

            if (Rectifies<A>()) { U.Rectify(ref largest, U.OfBits(Closed), ref position); }
            largest.Store(y);
            if (argmax != null) { position.StoreBytes(argmax); }
        }
    }

    // Some rows of one sample's output, where each window is a tile of Winograd's.
    private struct WinogradTask<S, P, A, V> : ITask
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation where V : struct, ISimd<V>
    {
        public float* Y, X, U, B;
        public byte* Argmax;
        public int Blocks;

        public readonly void Execute(int index)
        {
            int sample = index / Blocks, block = index % Blocks;
            int end = (block + 1) * P.OutputHeight / Blocks;
            float* x = X + ((long)sample * S.InputHeight * S.InputWidth * S.Channels);
            float* lines = stackalloc float[2 * 6 * 16];
            for (int row = block * P.OutputHeight / Blocks; row < end; row += WinogradStrip<S, V>.RowsAtATime)
            {
                int rows = Math.Min(WinogradStrip<S, V>.RowsAtATime, end - row);
                float* products = WinogradStrip<S, V>.Multiply(x, U, row, rows);
                long pointStride = WinogradStrip<S, V>.PointStride(rows, S.Filters);
                for (int r = 0; r < rows; r++)
                {
                    float* m = products + ((long)r * WinogradStrip<S, V>.Columns * S.Filters);
                    int rowLength = P.OutputWidth * S.Filters;
                    float* y = Y + ((((long)sample * P.OutputHeight) + row + r) * rowLength);
                    byte* argmax = Argmax == null ? null : Argmax + ((long)sample * ArgmaxStride<S, P>()) + ((row + r) * rowLength);
                    if (Rectifies<A>())
                    {
                        PoolRow<PooledReLU>(m, pointStride, lines, y, argmax);
                    }
                    else
                    {
                        PoolRow<Pooled>(m, pointStride, lines, y, argmax);
                    }
                    if (!Rectifies<A>()) { A.Apply(new Span<float>(y, rowLength)); }
                }
            }
        }

        private readonly void PoolRow<E>(float* m, long pointStride, float* lines, float* y, byte* argmax) where E : struct, ITileEnd
        {
            for (int column = 0; column < P.OutputWidth; column++)
            {
                for (int filter = 0; filter < S.Filters; filter += V.Width, m += V.Width, y += V.Width)
                {
                    WinogradStrip<S, V>.Outputs(m, pointStride, lines, null, out V first, out V second, out V third, out V fourth);
                    Tile.Pool<V, E>(first, second, third, fourth, B == null ? default : V.Load(B + filter), y, argmax);
                    if (argmax != null) { argmax += V.Width; }
                }
            }
        }
    }
}
