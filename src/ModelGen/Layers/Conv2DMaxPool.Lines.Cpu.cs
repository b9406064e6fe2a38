using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

// Forward, for kernels 5 wide and few channels: rows of the image are filtered by Winograd's method along the row (WinogradLine); rows of
// the kernel and channels are summed at the points, so that one transform back serves all of them. A tile is 2 rows x 4 columns of the
// convolution, two windows of 2 x 2, for a vector of filters: of a 5 x 5 kernel and one channel, 80 products and 32 additions in place of
// 200 products. The kernel is transformed once a call, the image's rows once a block. Then, row of windows by row of windows, vector of
// filters by vector of filters, tile by tile: the image's rows are gone down, each of their values at the points is broadcast once for both
// rows of the tile, and each vector of the kernel is loaded once, because the tile's lower row needs it one row of the image later. The 16
// sums, 8 vectors of the kernel and two values stay in the 32 registers of AVX-512 or NEON, and the tile is pooled there: nothing but the
// largest is stored. An output's value depends on its tile's pixels only, not on how rows are divided into blocks. A NaN makes NaN of all
// four outputs of a row of its tile, an infinite pixel NaN or infinity, those whose windows do not reach it too.
public static unsafe partial class Conv2DMaxPool
{
    // Some rows of one sample's output.
    private struct LineTask<S, P, A, V> : ITask
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation where V : struct, ISimd<V>
    {
        // As many columns of windows, and rows, as a tile has.
        private const int TileWindows = 2, TileRows = 2;

        public float* Y, X, U, B;
        public byte* Argmax;
        public int Blocks;

        // With fewer terms the transforms cost what they save. The most are those of Tile's short sums: the
        // kernel and the rows stay in the L1 cache.
        public static bool Fits => V.Registers == 32 && P.PoolHeight == 2 && P.PoolWidth == 2 && P.OutputWidth >= TileWindows
            && S.KernelWidth == WinogradLine.Taps && S.StrideHeight == 1 && S.StrideWidth == 1 && S.Filters % V.Width == 0
            && PointTerms >= 3 && PointTerms * S.KernelWidth <= 100;

        // What is summed at a point.
        private static int PointTerms => S.KernelHeight * S.Channels;

        private static int Tiles => (P.OutputWidth + TileWindows - 1) / TileWindows;

        // The kernel at the points, [vector of filters, channel, row, point, filter], in the caller's scratch.
        public static float* TransformKernel(float* w)
        {
            float* u = Scratch.Get(Scratch.Shared, (long)PointTerms * WinogradLine.Points * S.Filters), to = u;
            for (int filter = 0; filter < S.Filters; filter += V.Width)
            {
                for (int channel = 0; channel < S.Channels; channel++)
                {
                    for (int row = 0; row < S.KernelHeight; row++, to += WinogradLine.Points * V.Width)
                    {
                        float* from = w + (((row * S.KernelWidth * S.Channels) + channel) * (long)S.Filters) + filter;
                        WinogradLine.Kernel<V>(from, (long)S.Channels * S.Filters, to, V.Width);
                    }
                }
            }

            return u;
        }

        public readonly void Execute(int index)
        {
            int sample = index / Blocks, block = index % Blocks;
            int first = block * P.OutputHeight / Blocks, end = (block + 1) * P.OutputHeight / Blocks;
            float* lines = TransformRows(X + ((long)sample * S.InputHeight * S.InputWidth * S.Channels), first * TileRows,
                (end - first) * TileRows, out long channelStride);
            int rowLength = P.OutputWidth * S.Filters;
            float* y = Y + ((((long)sample * P.OutputHeight) + first) * rowLength);
            byte* argmax = Argmax == null ? null : Argmax + ((long)sample * ArgmaxStride<S, P>()) + (first * rowLength);
            for (int row = first; row < end; row++, lines += TileRows * WinogradLine.Points, y += rowLength)
            {
                for (int filter = 0; filter < S.Filters; filter += V.Width)
                {
                    float* u = U + ((long)filter * PointTerms * WinogradLine.Points);
                    V bias = B == null ? default : V.Load(B + filter);
                    byte* won = argmax == null ? null : argmax + filter;
                    if (Rectifies<A>())
                    {
                        Row<PooledLinesReLU>(lines, channelStride, u, bias, y + filter, won);
                    }
                    else
                    {
                        Row<PooledLines>(lines, channelStride, u, bias, y + filter, won);
                    }
                }

                if (!Rectifies<A>()) { A.Apply(new Span<float>(y, rowLength)); }
                if (argmax != null) { argmax += rowLength; }
            }
        }

        // What some rows of the convolution see of the image, at the points: [tile, channel, row, point].
        private static float* TransformRows(float* sample, int first, int count, out long channelStride)
        {
            PaddedImage image = PaddedImage.At<S>(sample, first, count);
            int rows = count + S.KernelHeight - 1;
            channelStride = (long)rows * WinogradLine.Points;
            float* lines = Scratch.Get(Scratch.Strip, Tiles * S.Channels * channelStride);
            for (int row = 0; row < rows; row++)
            {
                float* x = image.Start + (row * image.RowStride), to = lines + (row * WinogradLine.Points);
                for (int channel = 0; channel < S.Channels; channel++, to += channelStride)
                {
                    WinogradLine.Inputs(x + channel, S.Channels, P.OutputWidth * P.PoolWidth, to, S.Channels * channelStride);
                }
            }

            return lines;
        }

        // One row of windows, for a vector of filters.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Row<E>(float* lines, long channelStride, float* u, V bias, float* y, byte* argmax) where E : struct, ITileEnd
        {
            for (int window = 0; window < P.OutputWidth; window += TileWindows)
            {
                // The tile's upper row at the points, its lower row, and the row of the kernel that the lower one has not met yet. What
                // stands at the point 1 goes once to each output.
                V a0 = default, a1 = bias, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
                V b0 = default, b1 = bias, b2 = default, b3 = default, b4 = default, b5 = default, b6 = default, b7 = default;
                V w0 = default, w1 = default, w2 = default, w3 = default, w4 = default, w5 = default, w6 = default, w7 = default;
                float* k = u;
                for (int channel = 0; channel < S.Channels; channel++, lines += channelStride)
                {
                    float* x = lines;
                    w0 = V.Load(k); w1 = V.Load(k + V.Width);
                    a0.AddScaled(V.LoadScalar(x), w0); a1.AddScaled(V.LoadScalar(x + 1), w1);
                    w2 = V.Load(k + (2 * V.Width)); w3 = V.Load(k + (3 * V.Width));
                    a2.AddScaled(V.LoadScalar(x + 2), w2); a3.AddScaled(V.LoadScalar(x + 3), w3);
                    w4 = V.Load(k + (4 * V.Width)); w5 = V.Load(k + (5 * V.Width));
                    a4.AddScaled(V.LoadScalar(x + 4), w4); a5.AddScaled(V.LoadScalar(x + 5), w5);
                    w6 = V.Load(k + (6 * V.Width)); w7 = V.Load(k + (7 * V.Width));
                    a6.AddScaled(V.LoadScalar(x + 6), w6); a7.AddScaled(V.LoadScalar(x + 7), w7);
                    for (int row = 1; row < S.KernelHeight; row++)
                    {
                        x += WinogradLine.Points;
                        k += WinogradLine.Points * V.Width;
                        V d = V.LoadScalar(x), e = V.LoadScalar(x + 1); b0.AddScaled(d, w0); b1.AddScaled(e, w1);
                        w0 = V.Load(k); w1 = V.Load(k + V.Width); a0.AddScaled(d, w0); a1.AddScaled(e, w1);
                        d = V.LoadScalar(x + 2); e = V.LoadScalar(x + 3); b2.AddScaled(d, w2); b3.AddScaled(e, w3);
                        w2 = V.Load(k + (2 * V.Width)); w3 = V.Load(k + (3 * V.Width)); a2.AddScaled(d, w2); a3.AddScaled(e, w3);
                        d = V.LoadScalar(x + 4); e = V.LoadScalar(x + 5); b4.AddScaled(d, w4); b5.AddScaled(e, w5);
                        w4 = V.Load(k + (4 * V.Width)); w5 = V.Load(k + (5 * V.Width)); a4.AddScaled(d, w4); a5.AddScaled(e, w5);
                        d = V.LoadScalar(x + 6); e = V.LoadScalar(x + 7); b6.AddScaled(d, w6); b7.AddScaled(e, w7);
                        w6 = V.Load(k + (6 * V.Width)); w7 = V.Load(k + (7 * V.Width)); a6.AddScaled(d, w6); a7.AddScaled(e, w7);
                    }

                    x += WinogradLine.Points;
                    k += WinogradLine.Points * V.Width;
                    b0.AddScaled(V.LoadScalar(x), w0);
                    b1.AddScaled(V.LoadScalar(x + 1), w1);
                    b2.AddScaled(V.LoadScalar(x + 2), w2);
                    b3.AddScaled(V.LoadScalar(x + 3), w3);
                    b4.AddScaled(V.LoadScalar(x + 4), w4);
                    b5.AddScaled(V.LoadScalar(x + 5), w5);
                    b6.AddScaled(V.LoadScalar(x + 6), w6);
                    b7.AddScaled(V.LoadScalar(x + 7), w7);
                }

                WinogradLine.Output(a0, a1, a2, a3, a4, a5, a6, a7, out V upper0, out V upper1, out V upper2, out V upper3);
                WinogradLine.Output(b0, b1, b2, b3, b4, b5, b6, b7, out V lower0, out V lower1, out V lower2, out V lower3);

                // The last tile may have been computed before in part.
                long at = (long)Math.Min(window, P.OutputWidth - TileWindows) * S.Filters;
                Tile.Pool<V, E>(upper0, upper1, lower0, lower1, default, y + at, argmax == null ? null : argmax + at);
                at += S.Filters;
                Tile.Pool<V, E>(upper2, upper3, lower2, lower3, default, y + at, argmax == null ? null : argmax + at);
            }
        }
    }
}
