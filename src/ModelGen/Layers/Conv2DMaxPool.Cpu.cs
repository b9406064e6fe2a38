using System.Runtime.Intrinsics;

namespace ModelGen.Kernels;

// Forward, the rows of the convolution that one row of windows needs go into a strip of scratch, which stays in the L1 cache, and are
// pooled from there. The bias is added first, the activation comes last: on a quarter of the values, for windows of 2 x 2.
public static unsafe partial class Conv2DMaxPool
{
    private static void CpuForward<S, P, A>(Step s, Block y, Block winners, Block x, Block w, Block b)
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation
    {
        if (Vector512.IsHardwareAccelerated) { CpuForward<S, P, A, Simd512>(s, y, winners, x, w, b); }
        else if (Vector256.IsHardwareAccelerated) { CpuForward<S, P, A, Simd256>(s, y, winners, x, w, b); }
        else { CpuForward<S, P, A, SimdScalar>(s, y, winners, x, w, b); }
    }

    private static void CpuForward<S, P, A, V>(Step s, Block y, Block winners, Block x, Block w, Block b)
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation where V : struct, ISimd<V>
    {
        int blocks = s.BlocksPerSample(P.OutputHeight);
        var task = new ForwardTask<S, P, A, V>
        {
            Y = y.Pointer, X = x.Pointer, W = w.Pointer, B = b.Pointer, Winners = s.Training ? (int*)winners.Pointer : null, Blocks = blocks,
        };
        s.Run(ref task, s.Count * blocks, s.Count * (long)S.OutputHeight * S.OutputWidth * S.Filters * S.KernelHeight * S.KernelWidth * S.Channels);
    }

    // Some rows of one sample's output.
    private struct ForwardTask<S, P, A, V> : ITask
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation where V : struct, ISimd<V>
    {
        public float* Y, X, W, B;
        public int* Winners;
        public int Blocks;

        public readonly void Execute(int index)
        {
            int sample = index / Blocks, block = index % Blocks;
            int first = block * P.OutputHeight / Blocks, end = (block + 1) * P.OutputHeight / Blocks;
            PaddedImage image = PaddedImage.At<S>(X + ((long)sample * S.InputHeight * S.InputWidth * S.Channels), first * P.PoolHeight, (end - first) * P.PoolHeight);
            int width = P.OutputWidth * P.PoolWidth;
            float* strip = Scratch.Get(Scratch.Strip, (long)P.PoolHeight * width * S.Filters);
            var terms = new Terms(S.KernelHeight, S.KernelWidth * S.Channels, image.RowStride, 1);
            float* x = image.Start;
            long y = (((long)sample * P.OutputHeight) + first) * P.OutputWidth * S.Filters;
            for (int row = first; row < end; row++, y += P.OutputWidth * S.Filters)
            {
                for (int r = 0; r < P.PoolHeight; r++, x += S.StrideHeight * image.RowStride)
                {
                    Product.Multiply(width, S.Filters, terms, x, (long)S.StrideWidth * S.Channels, W, S.Filters, strip + ((long)r * width * S.Filters), S.Filters, B);
                }

                Pool(strip, Y + y, Winners == null ? null : Winners + y);
                A.Apply(new Span<float>(Y + y, P.OutputWidth * S.Filters));
            }
        }

        private static void Pool(float* strip, float* y, int* winners)
        {
            for (int column = 0; column < P.OutputWidth; column++, strip += P.PoolWidth * S.Filters, y += S.Filters)
            {
                int filter = 0;
                for (; filter <= S.Filters - V.Width; filter += V.Width) { PoolVector<V>(strip + filter, y + filter, winners == null ? null : winners + filter); }
                for (; filter < S.Filters; filter++) { PoolVector<SimdScalar>(strip + filter, y + filter, winners == null ? null : winners + filter); }
                if (winners != null) { winners += S.Filters; }
            }
        }

        private static void PoolVector<U>(float* window, float* y, int* winners) where U : struct, ISimd<U>
        {
            U largest = U.Load(window);
            U winner = default;
            for (int place = 1; place < P.PoolHeight * P.PoolWidth; place++)
            {
                long at = ((place / P.PoolWidth * (long)P.OutputWidth * P.PoolWidth) + (place % P.PoolWidth)) * S.Filters;
                U.KeepLarger(U.Load(window + at), U.OfBits(place), ref largest, ref winner);
            }

            largest.Store(y);
            if (winners != null) { winner.Store((float*)winners); }
        }
    }
}
