using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

// Values go by in blocks that stay in the L1 cache while they are activated and added up.
public static unsafe partial class BatchNormalization
{
    private const int BlockValues = 2_048;

    private static int SampleSize<S>() where S : struct, IBatchNormalization => S.Outer * S.Channels * S.Inner;

    private static void CpuSums<S, A>(Step s, Block statistics, Block x, Block dy, Block dz, Block y)
        where S : struct, IBatchNormalization where A : struct, IActivation =>
        Simd.Run(new CpuSumsKernel<S, A>(s, statistics, x, dy, dz, y));

    private static void CpuForward<S, A>(Step s, Block y, Block statistics, Block x, Block plus)
        where S : struct, IBatchNormalization where A : struct, IActivation =>
        Simd.Run(new CpuForwardKernel<S, A>(s, y, statistics, x, plus));

    private static void CpuBackwardInput<S>(Step s, Block dx, Block statistics, Block x, Block dz, bool add)
        where S : struct, IBatchNormalization =>
        Simd.Run(new CpuInputKernel<S>(s, dx, statistics, x, dz, add));

    private static void CpuStatistics<S>(Step s, Block statistics, Block gamma, Block beta) where S : struct, IBatchNormalization
    {
        var place = new BatchStatistics<S>(statistics);
        double count = (double)s.BatchSize * S.Outer * S.Inner;
        for (int channel = 0; channel < S.Channels; channel++)
        {
            (double sum, double squares) = place.Total(channel, s.SliceCount);
            double mean = sum / count, variance = (squares / count) - (mean * mean);
            place.Means[channel] = mean;

            // Rounding makes less than nothing of no variance at all; NaN stays.
            place.Variances[channel] = variance < 0 ? 0 : variance;
            SetFactors(place, channel, mean, place.Variances[channel], gamma, beta);
        }
    }

    private static void CpuFromMoving<S>(Block statistics, Block mean, Block variance, Block gamma, Block beta)
        where S : struct, IBatchNormalization
    {
        var place = new BatchStatistics<S>(statistics);
        for (int channel = 0; channel < S.Channels; channel++)
        {
            double factor = SetFactors(place, channel, mean.Pointer[channel], variance.Pointer[channel], gamma, beta);
            BatchStatistics<S>.Set(place.OfGradient, channel, factor);
            BatchStatistics<S>.Set(place.OfInput, channel, 0);
            BatchStatistics<S>.Set(place.Constants, channel, 0);
        }
    }

    private static void CpuBackwardStatistics<S>(Step s, Block statistics, Block dgamma, Block dbeta, Block gamma, bool accumulate)
        where S : struct, IBatchNormalization
    {
        var place = new BatchStatistics<S>(statistics);
        double count = (double)s.BatchSize * S.Outer * S.Inner;
        for (int channel = 0; channel < S.Channels; channel++)
        {
            (double sum, double product) = place.Total(channel, s.SliceCount);
            double mean = place.Means[channel], scale = 1 / Math.Sqrt(place.Variances[channel] + S.Epsilon);
            double along = scale * (product - (mean * sum)); // of dz and the normalized x
            if (!dgamma.IsEmpty) { Put(dgamma.Pointer + channel, along, accumulate); }
            if (!dbeta.IsEmpty) { Put(dbeta.Pointer + channel, sum, accumulate); }
            double factor = At(gamma, channel, 1) * scale, ofInput = -factor * scale * along / count;
            BatchStatistics<S>.Set(place.OfGradient, channel, factor);
            BatchStatistics<S>.Set(place.OfInput, channel, ofInput);
            BatchStatistics<S>.Set(place.Constants, channel, (-factor * sum / count) - (ofInput * mean));
        }
    }

    private static void CpuUpdateMoving<S>(Block mean, Block variance, Block statistics) where S : struct, IBatchNormalization
    {
        var place = new BatchStatistics<S>(statistics);
        for (int channel = 0; channel < S.Channels; channel++)
        {
            float newMean = Move<S>(mean.Pointer[channel], place.Means[channel]),
                newVariance = Move<S>(variance.Pointer[channel], place.Variances[channel]);
            if (!float.IsFinite(newMean) || !float.IsFinite(newVariance)) { continue; }
            (mean.Pointer[channel], variance.Pointer[channel]) = (newMean, newVariance);
        }
    }

    private static void CpuFoldKernel<S>(Block w, Block b, Block kernel, Block mean, Block variance, Block bias, Block gamma, Block beta,
        bool isMatrix) where S : struct, IBatchNormalization
    {
        float* factors = Scratch.Get(Scratch.Shared, S.Channels);
        for (int channel = 0; channel < S.Channels; channel++)
        {
            (double factor, double summand) = Factors<S>(channel, mean.Pointer[channel], variance.Pointer[channel], gamma, beta);
            factors[channel] = (float)factor;
            b.Pointer[channel] = (float)((At(bias, channel, 0) * factor) + summand);
        }

        if (isMatrix && MatrixPanels.Moves(S.Channels))
        {
            MatrixPanels.ScaleColumns(kernel.Span, w.Span, new ReadOnlySpan<float>(factors, S.Channels));
            return;
        }

        for (long row = 0; row < kernel.Length; row += S.Channels)
        {
            for (int channel = 0; channel < S.Channels; channel++)
            {
                w.Pointer[row + channel] = kernel.Pointer[row + channel] * factors[channel];
            }
        }
    }

    private static double SetFactors<S>(BatchStatistics<S> place, int channel, double mean, double variance, Block gamma, Block beta)
        where S : struct, IBatchNormalization
    {
        (double factor, double summand) = Factors<S>(channel, mean, variance, gamma, beta);
        BatchStatistics<S>.Set(place.Factors, channel, factor);
        BatchStatistics<S>.Set(place.Summands, channel, summand);
        return factor;
    }

    private static (double Factor, double Summand) Factors<S>(int channel, double mean, double variance, Block gamma, Block beta)
        where S : struct, IBatchNormalization
    {
        double factor = At(gamma, channel, 1) / Math.Sqrt(variance + S.Epsilon);
        return (factor, At(beta, channel, 0) - (mean * factor));
    }

    private static double At(Block parameter, int channel, double otherwise) =>
        parameter.IsEmpty ? otherwise : parameter.Pointer[channel];

    private static void Put(float* place, double value, bool accumulate) =>
        *place = (float)(accumulate ? *place + value : value);

    private static float Move<S>(float moving, double batch) where S : struct, IBatchNormalization =>
        (float)((moving * S.Momentum) + (batch * (1 - S.Momentum)));

    // As many values as go by together: whole lines, or all channels' runs of one place before the axis.
    private static int ValuesOfBlock<S>() where S : struct, IBatchNormalization => S.Inner > 1
        ? S.Channels * S.Inner : BatchStatistics<S>.Line * Math.Max(1, BlockValues / BatchStatistics<S>.Line);

    private readonly struct CpuSumsKernel<S, A>(Step s, Block statistics, Block x, Block dy, Block dz, Block y) : ISimdKernel
        where S : struct, IBatchNormalization where A : struct, IActivation
    {
        public void Run<V>() where V : struct, ISimd<V>
        {
            var task = new SumsTask<S, A, V>
            {
                Place = new BatchStatistics<S>(statistics), X = x.Pointer, DY = dy.Pointer, DZ = dz.Pointer, Y = y.Pointer,
                Slices = s.IsSlice ? 1 : s.SliceCount, OwnSlice = s.IsSlice ? s.SliceNumber : -1, FirstSlice = s.Slices.First,
                First = s.First, Samples = s.IsSlice ? s.Count : s.BatchSize,
            };
            s.Run(ref task, s.IsSlice ? 1 : s.Slices.End - s.Slices.First, 8L * s.Count * SampleSize<S>());
        }
    }

    // One slice.
    private struct SumsTask<S, A, V> : ITask where S : struct, IBatchNormalization where A : struct, IActivation where V : struct, ISimd<V>
    {
        public BatchStatistics<S> Place;
        public float* X, DY, DZ, Y;
        public int Slices, OwnSlice, FirstSlice, First, Samples;

        public readonly void Execute(int index)
        {
            bool isOwn = OwnSlice >= 0;
            int slice = isOwn ? OwnSlice : FirstSlice + index;
            long at = isOwn ? 0 : (long)(Step.SliceStart(slice, Samples, Slices) - First) * SampleSize<S>();
            long end = (long)(isOwn ? Samples : Step.SliceStart(slice + 1, Samples, Slices) - First) * SampleSize<S>();
            double* sums = Place.Sums(slice), products = Place.Products(slice);
            new Span<double>(sums, BatchStatistics<S>.Line).Clear();
            new Span<double>(products, BatchStatistics<S>.Line).Clear();
            for (; at < end; at += ValuesOfBlock<S>())
            {
                int count = (int)Math.Min(ValuesOfBlock<S>(), end - at);
                float* gradient = DY + at;
                if (DZ != null)
                {
                    A.Differentiate(new Span<float>(DZ + at, count), new ReadOnlySpan<float>(Y + at, count),
                        new ReadOnlySpan<float>(DY + at, count));
                    gradient = DZ + at;
                }

                if (S.Inner == 1) { AddLines(gradient, X + at, count, sums, products); } else { AddRuns(gradient, X + at, sums, products); }
            }
        }

        // Values are in lines, the last of which may end early.
        private static void AddLines(float* a, float* b, int count, double* sums, double* products)
        {
            int line = BatchStatistics<S>.Line, lines = count / line, rest = count % line, i = 0;
            for (; i <= line - V.Width; i += V.Width)
            {
                V.AddColumns(a + i, b + i, line, lines + (i + V.Width <= rest ? 1 : 0), sums + i, products + i);
            }

            for (; i < line; i++)
            {
                for (int at = i; at < count; at += line) { AddOne(a[at], b[at], sums + i, products + i); }
            }

            // Of the rest, those columns whose vector it cuts.
            for (i = rest / V.Width * V.Width; i < Math.Min(rest, line / V.Width * V.Width); i++)
            {
                AddOne(a[(lines * line) + i], b[(lines * line) + i], sums + i, products + i);
            }
        }

        // One place before the axis: a run of values for each channel.
        private static void AddRuns(float* a, float* b, double* sums, double* products)
        {
            double* places = stackalloc double[2 * V.Width];
            for (int channel = 0; channel < S.Channels; channel++, a += S.Inner, b += S.Inner)
            {
                new Span<double>(places, 2 * V.Width).Clear();
                V.AddColumns(a, b, V.Width, S.Inner / V.Width, places, places + V.Width);
                for (int i = 0; i < V.Width; i++)
                {
                    sums[channel] += places[i];
                    products[channel] += places[V.Width + i];
                }

                for (int i = S.Inner / V.Width * V.Width; i < S.Inner; i++) { AddOne(a[i], b[i], sums + channel, products + channel); }
            }
        }

        private static void AddOne(float a, float b, double* sum, double* product)
        {
            *sum += a;
            *product += (double)a * b;
        }
    }

    private readonly struct CpuForwardKernel<S, A>(Step s, Block y, Block statistics, Block x, Block plus) : ISimdKernel
        where S : struct, IBatchNormalization where A : struct, IActivation
    {
        public void Run<V>() where V : struct, ISimd<V>
        {
            var place = new BatchStatistics<S>(statistics);
            var task = new ForwardTask<S, A, V>
            {
                Y = y.Pointer, X = x.Pointer, Plus = plus.Pointer, Factors = place.Factors, Summands = place.Summands,
            };
            s.Run(ref task, s.Count, 4L * s.Count * SampleSize<S>());
        }
    }

    // One sample.
    private struct ForwardTask<S, A, V> : ITask where S : struct, IBatchNormalization where A : struct, IActivation
        where V : struct, ISimd<V>
    {
        public float* Y, X, Plus, Factors, Summands;

        public readonly void Execute(int index)
        {
            long first = (long)index * SampleSize<S>();
            for (int at = 0; at < SampleSize<S>(); at += ValuesOfBlock<S>())
            {
                int count = Math.Min(ValuesOfBlock<S>(), SampleSize<S>() - at);
                float* y = Y + first + at, plus = Plus == null ? null : Plus + first + at;
                Affine<S, V>(y, X + first + at, count, Factors, Summands, plus, null);
                A.Apply(new Span<float>(y, count));
            }
        }
    }

    private readonly struct CpuInputKernel<S>(Step s, Block dx, Block statistics, Block x, Block dz, bool add) : ISimdKernel
        where S : struct, IBatchNormalization
    {
        public void Run<V>() where V : struct, ISimd<V>
        {
            var task = new InputTask<S, V>
            {
                DX = dx.Pointer, X = x.Pointer, DZ = dz.Pointer, Place = new BatchStatistics<S>(statistics), Add = add,
            };
            s.Run(ref task, s.Count, 4L * s.Count * SampleSize<S>());
        }
    }

    // One sample.
    private struct InputTask<S, V> : ITask where S : struct, IBatchNormalization where V : struct, ISimd<V>
    {
        public BatchStatistics<S> Place;
        public float* DX, X, DZ;
        public bool Add;

        public readonly void Execute(int index)
        {
            long first = (long)index * SampleSize<S>();
            for (int at = 0; at < SampleSize<S>(); at += ValuesOfBlock<S>())
            {
                int count = Math.Min(ValuesOfBlock<S>(), SampleSize<S>() - at);
                float* dx = DX + first + at;
                Affine<S, V>(dx, X + first + at, count, Place.OfInput, Place.Constants, Add ? dx : null, DZ + first + at, Place.OfGradient);
            }
        }
    }

    // y = x factor + summand (+ plus) (+ z its factor), of a block of values. y may be plus or z.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Affine<S, V>(float* y, float* x, int count, float* factors, float* summands, float* plus, float* z,
        float* ofZ = null) where S : struct, IBatchNormalization where V : struct, ISimd<V>
    {
        int run = S.Inner > 1 ? S.Inner : BatchStatistics<S>.Line;
        for (int first = 0, channel = 0; first < count; first += run, channel++)
        {
            int length = Math.Min(run, count - first), i = 0;
            for (; i <= length - V.Width; i += V.Width)
            {
                int at = first + i;
                V sum = V.MultiplyAdd(V.Load(x + at), Coefficient<S, V>(factors, channel, i), Coefficient<S, V>(summands, channel, i));
                if (z != null) { sum.AddProduct(V.Load(z + at), Coefficient<S, V>(ofZ, channel, i)); }
                if (plus != null) { sum += V.Load(plus + at); }
                sum.Store(y + at);
            }

            for (; i < length; i++)
            {
                int at = first + i, of = S.Inner > 1 ? channel : i;
                float sum = V.MultiplyAdd(x[at], factors[of], summands[of]);
                if (z != null) { sum = V.MultiplyAdd(z[at], ofZ[of], sum); }
                y[at] = plus != null ? sum + plus[at] : sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Coefficient<S, V>(float* line, int channel, int i) where S : struct, IBatchNormalization where V : struct, ISimd<V> =>
        S.Inner > 1 ? V.Of(line[channel]) : V.Load(line + i);
}
