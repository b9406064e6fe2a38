namespace ModelGen.Kernels;

// The kernel's gradient is a sum over maxima of dy times the patch of the image under the maximum. Where channels fill vectors, that
// is done as it stands, maximum by maximum (a quarter of the dense work for windows of 2 x 2, and maxima that ReLU has closed are
// skipped): for each filter a list of its maxima' places, and a row of its kernel in registers while the list runs. Sums lie with the
// filter first, [filter, kernel row, kernel column, channel], and are turned at the end. The list covers a few rows of the image at
// a time, so that these stay in the L1 cache. Else dy is put in place in a strip with zeros around it, and dense products do the work.
public static unsafe partial class Conv2DMaxPool
{
    /// <summary>Floats of the image, or of a strip, that may be in use at a time: most of an L1 cache of 32 KB.</summary>
    private const int CachedFloats = 6_656;

    private static void CpuBackwardKernel<S, P>(Step s, Block dw, Block x, Block argmax, Block dy, Block db) where S : struct, IConv2D
        where P : struct, IPool2D => Simd.Run(new CpuKernelGradient<S, P>(s, dw, x, argmax, dy, db));

    private readonly struct CpuKernelGradient<S, P>(Step s, Block dw, Block x, Block argmax, Block dy, Block db) : ISimdKernel
        where S : struct, IConv2D where P : struct, IPool2D
    {
        public void Run<V>() where V : struct, ISimd<V>
        {
            var task = new KernelTask<S, P, V>
            {
                DW = dw.Pointer, DB = db.Pointer, X = x.Pointer, Argmax = (byte*)argmax.Pointer, DY = dy.Pointer, Samples = s.Count,
                Accumulate = !s.IsSlice && s.Accumulate,
            };
            s.Run(ref task, 1, 0);
        }
    }

    // All samples of the step, in order.
    private struct KernelTask<S, P, V> : ITask where S : struct, IConv2D where P : struct, IPool2D where V : struct, ISimd<V>
    {
        public float* DW, DB, X, DY;
        public byte* Argmax;
        public int Samples;
        public bool Accumulate;

        private static int Pixels => P.OutputHeight * P.OutputWidth;

        public readonly void Execute(int index)
        {
            if (KernelRow<S, V>.FillsVectors) { OfArgmax(); }
            else if (PermutesArgmax<S, P, V>())
            {
                OfPermutations(); // and the bias's
                return;
            }
            else { OfStrips(); }

            for (int sample = 0; DB != null && sample < Samples; sample++)
            {
                SumOpen<S, P, V>(DY + ((long)sample * Pixels * S.Filters), Argmax + ((long)sample * ArgmaxStride<S, P>()), DB,
                    Accumulate || sample > 0);
            }
        }

        private readonly void OfArgmax()
        {
            int size = KernelRow<S, V>.KernelSize;
            float* sums = Scratch.Get(Scratch.Sums, (long)S.Filters * size);
            new Span<float>(sums, S.Filters * size).Clear();
            for (int sample = 0; sample < Samples; sample++)
            {
                PaddedImage image = PaddedImage.Of<S>(X + ((long)sample * S.InputHeight * S.InputWidth * S.Channels));
                int rows = RowsAtATime(image.RowStride);
                for (int row = 0; row < P.OutputHeight; row += rows)
                {
                    AddArgmax(sums, image, sample, row, Math.Min(rows, P.OutputHeight - row));
                }
            }

            Transpose.Run(sums, S.Filters, size, size, DW, S.Filters, Accumulate);
        }

        // How many rows of windows look at no more of the image than the cache holds.
        private static int RowsAtATime(long rowLength)
        {
            long imageRows = CachedFloats / rowLength;
            return (int)Math.Clamp((((imageRows - S.KernelHeight) / S.StrideHeight) + 1) / P.PoolHeight, 1, P.OutputHeight);
        }

        private readonly void AddArgmax(float* sums, PaddedImage image, int sample, int first, int rows)
        {
            int most = rows * P.OutputWidth;
            long lists = (long)S.Filters * (most + 1);
            int* places = (int*)Scratch.Get(Scratch.Lists, (2 * lists) + S.Filters);
            float* values = (float*)(places + lists);
            int* counts = (int*)(values + lists);
            List(places, values, counts, most + 1, image.RowStride, sample, first, rows);
            for (int row = 0; row < S.KernelHeight; row++)
            {
                for (int part = 0; part < KernelRow<S, V>.Parts; part++)
                {
                    int start = KernelRow<S, V>.Start(part), vectors = KernelRow<S, V>.Vectors(part);
                    float* target = sums + (row * KernelRow<S, V>.Size) + start;
                    float* source = image.Start + (row * image.RowStride) + start;
                    for (int filter = 0; filter < S.Filters; filter++, target += KernelRow<S, V>.KernelSize)
                    {
                        var argmax = new SparseVector(places + ((long)filter * (most + 1)), values + ((long)filter * (most + 1)),
                            counts[filter]);
                        RowSum.Add<V>(vectors, target, source, argmax);
                    }
                }
            }
        }

        private readonly void List(int* places, float* values, int* counts, int length, long rowStride, int sample, int first, int rows)
        {
            new Span<int>(counts, S.Filters).Clear();
            float* gradients = DY + ((((long)sample * P.OutputHeight) + first) * P.OutputWidth * S.Filters);
            byte* argmax = Argmax + ((long)sample * ArgmaxStride<S, P>()) + (first * P.OutputWidth * S.Filters);
            for (int row = first; row < first + rows; row++)
            {
                for (int column = 0; column < P.OutputWidth; column++, gradients += S.Filters, argmax += S.Filters)
                {
                    long place = (row * P.PoolHeight * S.StrideHeight * rowStride) + (column * P.PoolWidth * S.StrideWidth * S.Channels);
                    for (int filter = 0; filter < S.Filters; filter++)
                    {
                        int position = argmax[filter];
                        float gradient = gradients[filter];
                        int count = counts[filter];
                        long to = ((long)filter * length) + count;
                        places[to] = (int)(place + (position / P.PoolWidth * S.StrideHeight * rowStride)
                            + (position % P.PoolWidth * S.StrideWidth * S.Channels));
                        values[to] = gradient;
                        counts[filter] = count + ((gradient != 0f ? 1 : 0) & (position != Closed ? 1 : 0));
                    }
                }
            }
        }

        private readonly void OfPermutations()
        {
            for (int sample = 0; sample < Samples; sample++)
            {
                PaddedImage image = PaddedImage.Of<S>(X + ((long)sample * S.InputHeight * S.InputWidth));
                AddByPermutation<S, P, V>(DW, DB, image, Argmax + ((long)sample * ArgmaxStride<S, P>()),
                    DY + ((long)sample * Pixels * S.Filters), Accumulate || sample > 0);
            }
        }

        private readonly void OfStrips()
        {
            int width = P.OutputWidth * P.PoolWidth;
            int rows = Math.Clamp(CachedFloats / (P.PoolHeight * width * S.Filters), 1, P.OutputHeight);
            float* strip = Scratch.Get(Scratch.Strip, (long)rows * P.PoolHeight * width * S.Filters);
            int taps = S.KernelWidth * S.Channels;
            bool accumulate = Accumulate;
            for (int sample = 0; sample < Samples; sample++)
            {
                PaddedImage image = PaddedImage.Of<S>(X + ((long)sample * S.InputHeight * S.InputWidth * S.Channels));
                for (int first = 0; first < P.OutputHeight; first += rows)
                {
                    int here = Math.Min(rows, P.OutputHeight - first);
                    float* gradients = DY + ((((long)sample * P.OutputHeight) + first) * P.OutputWidth * S.Filters);
                    byte* won = Argmax + ((long)sample * ArgmaxStride<S, P>()) + (first * P.OutputWidth * S.Filters);
                    Unpool<S, P, V>(strip, (long)width * S.Filters, S.Filters, here, won, gradients);
                    var terms = new Terms(here * P.PoolHeight, width, S.StrideHeight * image.RowStride, (long)S.StrideWidth * S.Channels);
                    for (int row = 0; row < S.KernelHeight; row++)
                    {
                        float* x = image.Start + (((first * P.PoolHeight * S.StrideHeight) + row) * image.RowStride);
                        Product.Multiply(taps, S.Filters, terms, x, 1, strip, S.Filters, DW + ((long)row * taps * S.Filters), S.Filters,
                            null, accumulate);
                    }

                    accumulate = true;
                }
            }
        }
    }

    /// <summary>Puts gradients at their maxima and 0 at the other places of each window.</summary>
    /// <param name="to">Where the first window begins.</param>
    /// <param name="rowStride">Floats from one row of the convolution's output to the next.</param>
    /// <param name="columnStride">Floats from one column to the next.</param>
    /// <param name="rows">Rows of windows.</param>
    /// <param name="argmax">The maxima, window by window.</param>
    /// <param name="dy">The gradients.</param>
    private static void Unpool<S, P, V>(float* to, long rowStride, long columnStride, int rows, byte* argmax, float* dy)
        where S : struct, IConv2D where P : struct, IPool2D where V : struct, ISimd<V>
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < P.OutputWidth; column++, argmax += S.Filters, dy += S.Filters)
            {
                float* window = to + (row * P.PoolHeight * rowStride) + (column * P.PoolWidth * columnStride);
                for (int place = 0; place < P.PoolHeight * P.PoolWidth; place++)
                {
                    float* pixel = window + (place / P.PoolWidth * rowStride) + (place % P.PoolWidth * columnStride);
                    int filter = 0;
                    for (; filter <= S.Filters - V.Width; filter += V.Width)
                    {
                        PutWhereWon<V>(pixel + filter, argmax + filter, place, dy + filter);
                    }
                    for (; filter < S.Filters; filter++) { PutWhereWon<SimdScalar>(pixel + filter, argmax + filter, place, dy + filter); }
                }
            }
        }
    }

    private static void PutWhereWon<U>(float* pixel, byte* argmax, int place, float* dy) where U : struct, ISimd<U> =>
        U.WhereSame(U.LoadBytes(argmax), U.OfBits(place), U.Load(dy)).Store(pixel);

    // One sample: sum (= or +=) the gradients whose maxima are open, filter by filter.
    private static void SumOpen<S, P, V>(float* dy, byte* argmax, float* sum, bool accumulate) where S : struct, IConv2D
        where P : struct, IPool2D where V : struct, ISimd<V>
    {
        int filter = 0;
        for (; filter <= S.Filters - V.Width; filter += V.Width)
        {
            SumOpenVector<S, P, V>(dy + filter, argmax + filter, sum + filter, accumulate);
        }
        for (; filter < S.Filters; filter++) { SumOpenVector<S, P, SimdScalar>(dy + filter, argmax + filter, sum + filter, accumulate); }
    }

    private static void SumOpenVector<S, P, U>(float* dy, byte* argmax, float* sum, bool accumulate) where S : struct, IConv2D
        where P : struct, IPool2D where U : struct, ISimd<U>
    {
        U total = accumulate ? U.Load(sum) : default, closed = U.OfBits(Closed);
        for (int pixel = 0; pixel < P.OutputHeight * P.OutputWidth; pixel++, dy += S.Filters, argmax += S.Filters)
        {
            total += U.WhereOther(U.LoadBytes(argmax), closed, U.Load(dy));
        }

        total.Store(sum);
    }
}
