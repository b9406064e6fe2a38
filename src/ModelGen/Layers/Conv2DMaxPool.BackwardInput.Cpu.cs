namespace ModelGen.Kernels;

// The input's gradient is, around each maximum, dy times the maximum's kernel. Where channels fill vectors, filters whose maxima stand at
// the same pixel are listed together, and a row of the pixel's patch of dx stays in registers while the list runs. Filters come in groups
// whose part of the packed kernel stays in the L1 cache. Else dy is put in place with zeros around it, and dense products do the work.
public static unsafe partial class Conv2DMaxPool
{
    private static void CpuPackKernel<S>(Step s, Block packed, Block w) where S : struct, IConv2D
    {
        if (Simd.Fact<FillsVectors<S>, bool>()) { KernelPacking.FiltersFirst<S>(s, packed, w); }
        else { KernelPacking.Turned<S>(s, packed, w); }
    }

    private static void CpuBackwardInput<S, P>(Step s, Block dx, Block packed, Block argmax, Block dy, bool add)
        where S : struct, IConv2D where P : struct, IPool2D => Simd.Run(new CpuInputGradient<S, P>(s, dx, packed, argmax, dy, add));

    private readonly struct FillsVectors<S> : ISimdFact<bool> where S : struct, IConv2D
    {
        public static bool Of<V>() where V : struct, ISimd<V> => KernelRow<S, V>.FillsVectors;
    }

    private readonly struct CpuInputGradient<S, P>(Step s, Block dx, Block packed, Block argmax, Block dy, bool add) : ISimdKernel
        where S : struct, IConv2D where P : struct, IPool2D
    {
        public void Run<V>() where V : struct, ISimd<V>
        {
            var task = new InputTask<S, P, V>
            {
                DX = dx.Pointer,
                Packed = packed.Pointer,
                Argmax = (byte*)argmax.Pointer,
                DY = dy.Pointer,
                Add = add,
            };
            s.Run(ref task, s.Count,
                s.Count * (long)P.OutputHeight * P.OutputWidth * S.Filters * S.KernelHeight * S.KernelWidth * S.Channels);
        }
    }

    // One sample.
    private struct InputTask<S, P, V> : ITask where S : struct, IConv2D where P : struct, IPool2D where V : struct, ISimd<V>
    {
        public float* DX, Packed, DY;
        public byte* Argmax;
        public bool Add;

        private static int Pixels => P.OutputHeight * P.OutputWidth;

        private static int Places => P.PoolHeight * P.PoolWidth;

        // Filters whose part of one row of the kernel fits the L1 cache: whole vectors of them, for the lists.
        private static int FilterGroup
        {
            get
            {
                int fit = CachedFloats / (KernelRow<S, V>.Vectors(0) * V.Width);
                return Math.Min(S.Filters, Math.Max(16, fit / 16 * 16));
            }
        }

        public readonly void Execute(int index)
        {
            float* dx = DX + ((long)index * S.InputHeight * S.InputWidth * S.Channels);
            byte* argmax = Argmax + ((long)index * ArgmaxStride<S, P>());
            float* dy = DY + ((long)index * Pixels * S.Filters);
            if (KernelRow<S, V>.FillsVectors) { OfArgmax(dx, argmax, dy); } else { OfSpread(dx, argmax, dy); }
        }

        private readonly void OfArgmax(float* dx, byte* argmax, float* dy)
        {
            // The rows and columns that kernels reach, from the padding on.
            int height = Math.Max((((P.OutputHeight * P.PoolHeight) - 1) * S.StrideHeight) + S.KernelHeight, S.PadTop + S.InputHeight);
            int width = Math.Max((((P.OutputWidth * P.PoolWidth) - 1) * S.StrideWidth) + S.KernelWidth, S.PadLeft + S.InputWidth);
            bool inPlace = height == S.InputHeight && width == S.InputWidth;
            long rowStride = (long)width * S.Channels;
            float* patches = inPlace ? dx : Scratch.Get(Scratch.Task, height * rowStride);
            if (!inPlace || !Add) { new Span<float>(patches, checked((int)(height * rowStride))).Clear(); }
            for (int filter = 0; filter < S.Filters; filter += FilterGroup)
            {
                AddFilters(patches, rowStride, argmax + filter, dy + filter, filter, Math.Min(FilterGroup, S.Filters - filter));
            }
            if (inPlace) { return; }

            int inputRow = S.InputWidth * S.Channels;
            for (int row = 0; row < S.InputHeight; row++)
            {
                float* inside = patches + ((row + S.PadTop) * rowStride) + (S.PadLeft * S.Channels);
                float* to = dx + ((long)row * inputRow);
                if (Add) { Lanes.Add(to, to, inside, inputRow); }
                else { new Span<float>(inside, inputRow).CopyTo(new Span<float>(to, inputRow)); }
            }
        }

        private readonly void AddFilters(float* patches, long rowStride, byte* argmax, float* dy, int first, int filters)
        {
            // The lists of all windows, one after the other, and where each begins.
            long most = ((long)Pixels * filters) + SparseVector.Slack;
            int* places = (int*)Scratch.Get(Scratch.Lists, (2 * most) + ((long)Pixels * Places) + 1);
            float* values = (float*)(places + most);
            int* starts = (int*)(values + most);
            int end = 0;
            for (int pixel = 0, list = 0; pixel < Pixels; pixel++)
            {
                for (int place = 0; place < Places; place++, list++)
                {
                    starts[list] = end;
                    end += SparseVector.Of(argmax + ((long)pixel * S.Filters), dy + ((long)pixel * S.Filters), filters, place,
                        first * KernelRow<S, V>.KernelSize, KernelRow<S, V>.KernelSize, places + end, values + end).Count;
                }
            }

            starts[Pixels * Places] = end;
            for (int row = 0; row < S.KernelHeight; row++)
            {
                for (int part = 0; part < KernelRow<S, V>.Parts; part++)
                {
                    int start = KernelRow<S, V>.Start(part);
                    float* kernels = Packed + (row * KernelRow<S, V>.Size) + start;
                    AddRow(patches + (row * rowStride) + start, rowStride, kernels, KernelRow<S, V>.Vectors(part), places, values, starts);
                }
            }
        }

        // A part of one row of all filters' kernels, under every maximum.
        private static void AddRow(float* patches, long rowStride, float* kernels, int vectors, int* places, float* values, int* starts)
        {
            for (int y = 0; y < P.OutputHeight; y++)
            {
                for (int x = 0; x < P.OutputWidth; x++)
                {
                    float* window = patches + (y * P.PoolHeight * S.StrideHeight * rowStride)
                        + (x * P.PoolWidth * S.StrideWidth * S.Channels);
                    for (int place = 0; place < Places; place++, starts++)
                    {
                        float* target = window + (place / P.PoolWidth * S.StrideHeight * rowStride)
                            + (place % P.PoolWidth * S.StrideWidth * S.Channels);
                        var argmax = new SparseVector(places + starts[0], values + starts[0], starts[1] - starts[0]);
                        RowSum.Add<V>(vectors, target, kernels, argmax);
                    }
                }
            }
        }

        private readonly void OfSpread(float* dx, byte* argmax, float* dy)
        {
            SpreadGradient spread = SpreadGradient.Of<S>();
            Unpool<S, P, V>(spread.At<S>(0, 0), spread.OutputRowStride<S>(), (long)S.StrideWidth * S.Filters, P.OutputHeight, argmax, dy);
            spread.Convolve<S>(Packed, dx, Add);
        }
    }
}
