using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

// All in float. Sums are of differences from a value of the same channel, so that a large mean takes no digits from a small variance; parts
// of the rows are added in their order. Statistics lie channel by channel: what x is multiplied by, what is added, the same of the way
// back (of dz, of x, added), the mean, the variance.
public static partial class BatchNormalization
{
    private const int GroupColumns = 32;
    private const int ThreadsOfColumn = GpuDevice.GroupSize / GroupColumns;
    private const int EnoughGroups = 512;
    private const int LeastRows = 128;
    private const int Factor = 0, Summand = 1, OfGradient = 2, OfInput = 3, Added = 4, Mean = 5, Variance = 6;
    private const int PartShift = 0, PartSum = 1, PartSquares = 2, PartLength = 3;

    // Which of the parameters there are.
    private const int Gamma = 1, Beta = 2;

    internal static void GpuSums<S>(GpuDevice g, Step s, Block x) where S : struct, IBatchNormalization
    {
        GpuSizes sizes = Sizes<S>(s);
        g.Launch(SumsKernel<S>, ColumnGroups<S>() * sizes.Parts, PartsOf<S>(s, sizes), x.View, sizes);
    }

    internal static void GpuStatistics<S>(GpuDevice g, Step s, Block statistics, Block gamma, Block beta)
        where S : struct, IBatchNormalization
    {
        GpuSizes sizes = Sizes<S>(s, There(gamma, beta));
        g.Launch(StatisticsKernel<S>, GpuDevice.GroupsFor(S.Channels), statistics.View, PartsOf<S>(s, sizes), Or(gamma, statistics),
            Or(beta, statistics), sizes);
    }

    internal static void GpuFromMoving<S>(GpuDevice g, ArrayView<float> statistics, Block mean, Block variance, Block gamma, Block beta)
        where S : struct, IBatchNormalization =>
        g.Launch(FromMovingKernel<S>, GpuDevice.GroupsFor(S.Channels), statistics, mean.View, variance.View, Or(gamma, mean),
            Or(beta, mean), new GpuSizes { There = There(gamma, beta), Epsilon = (float)S.Epsilon });

    internal static void GpuForward<S, A>(GpuDevice g, Step s, Block y, Block statistics, Block x, Block plus)
        where S : struct, IBatchNormalization where A : struct, IActivation
    {
        int threads = s.Count * SampleSize<S>();
        g.Launch(ForwardKernel<S, A>, GpuDevice.GroupsFor(threads), y.View, statistics.View, x.View, Or(plus, x), plus.IsEmpty ? 0 : 1,
            threads);
    }

    internal static void GpuBackwardSums<S, A>(GpuDevice g, Step s, Block statistics, Block x, Block dy, Block dz, Block y)
        where S : struct, IBatchNormalization where A : struct, IActivation
    {
        GpuSizes sizes = Sizes<S>(s);
        sizes.Activates = dz.IsEmpty ? 0 : 1;
        g.Launch(BackwardSumsKernel<S, A>, ColumnGroups<S>() * sizes.Parts, PartsOf<S>(s, sizes), statistics.View, x.View, dy.View,
            Or(dz, dy), Or(y, dy), sizes);
    }

    internal static void GpuBackwardStatistics<S>(GpuDevice g, Step s, Block statistics, Block dgamma, Block dbeta, Block gamma,
        bool accumulate) where S : struct, IBatchNormalization
    {
        GpuSizes sizes = Sizes<S>(s, There(dgamma, dbeta));
        sizes.Accumulate = accumulate ? 1 : 0;
        g.Launch(BackwardStatisticsKernel<S>, GpuDevice.GroupsFor(S.Channels), statistics.View, PartsOf<S>(s, sizes),
            Or(dgamma, statistics), Or(dbeta, statistics), Or(gamma, statistics), gamma.IsEmpty ? 0 : 1, sizes);
    }

    internal static void GpuBackwardInput<S>(GpuDevice g, Step s, Block dx, Block statistics, Block x, Block dz, bool add)
        where S : struct, IBatchNormalization
    {
        int threads = s.Count * SampleSize<S>();
        g.Launch(InputKernel<S>, GpuDevice.GroupsFor(threads), dx.View, statistics.View, x.View, dz.View, add ? 1 : 0, threads);
    }

    internal static void GpuUpdateMoving<S>(GpuDevice g, Step s, Block mean, Block variance, Block statistics)
        where S : struct, IBatchNormalization =>
        g.Launch(UpdateMovingKernel<S>, GpuDevice.GroupsFor(S.Channels), mean.View, variance.View, statistics.View, s.Refusal, s.GpuStop,
            (float)S.Momentum, (float)(1 - S.Momentum));

    internal static void GpuFoldKernel<S>(GpuDevice g, Step s, Block w, Block b, Block kernel, Block mean, Block variance, Block bias,
        Block gamma, Block beta) where S : struct, IBatchNormalization
    {
        ArrayView<float> factors = s.GpuParts((long)(Added + 1) * S.Channels);
        int threads = (int)kernel.Length;
        GpuFromMoving<S>(g, factors, mean, variance, gamma, beta);
        g.Launch(FoldKernelKernel<S>, GpuDevice.GroupsFor(threads), w.View, b.View, kernel.View, Or(bias, mean), factors,
            bias.IsEmpty ? 0 : 1, threads);
    }

    /// <summary>What kernels are told beside their places.</summary>
    internal struct GpuSizes
    {
        public int Rows, Parts, There, Activates, Accumulate;
        public float Epsilon;
    }

    // A group adds a part of the rows of 32 channels, four threads to a channel, each every fourth row in order.
    internal static void SumsKernel<S>(ArrayView<float> sums, ArrayView<float> x, GpuSizes sizes)
        where S : struct, IBatchNormalization
    {
        int rows = sizes.Rows, parts = sizes.Parts, block = Grid.IdxX / parts, part = Grid.IdxX - (block * parts);
        int channel = (block * GroupColumns) + Remainder(Group.IdxX, GroupColumns);
        int each = (rows + parts - 1) / parts, first = part * each, end = first + each < rows ? first + each : rows;
        float shift = 0f, sum = 0f, squares = 0f;
        if (channel < S.Channels && first < end)
        {
            shift = x[Index<S>(first, channel)];
            for (int row = first + Quotient(Group.IdxX, GroupColumns); row < end; row += ThreadsOfColumn)
            {
                float difference = x[Index<S>(row, channel)] - shift;
                sum += difference;
                squares += difference * difference;
            }
        }

        StoreSums<S>(sums, part, channel, shift, sum, squares);
    }

    // One thread for a channel: the parts' means and squares about them, put together about the mean of all.
    internal static void StatisticsKernel<S>(ArrayView<float> statistics, ArrayView<float> sums, ArrayView<float> gamma,
        ArrayView<float> beta, GpuSizes sizes) where S : struct, IBatchNormalization
    {
        int channel = GpuDevice.Thread, rows = sizes.Rows, parts = sizes.Parts;
        if (channel >= S.Channels) { return; }
        int each = (rows + parts - 1) / parts;
        float reference = sums[(PartShift * S.Channels) + channel], mean = 0f, squares = 0f;
        for (int part = 0; part < parts; part++)
        {
            int count = Count(part, each, rows), at = (part * PartLength * S.Channels) + channel;
            if (count > 0)
            {
                mean += (((sums[at] - reference) * count) + sums[at + (PartSum * S.Channels)]) / rows;
            }
        }

        for (int part = 0; part < parts; part++)
        {
            int count = Count(part, each, rows), at = (part * PartLength * S.Channels) + channel;
            if (count > 0)
            {
                float sum = sums[at + (PartSum * S.Channels)], own = sum / count;
                float away = (sums[at] - reference) + own - mean;
                squares += sums[at + (PartSquares * S.Channels)] - (sum * own) + (count * away * away);
            }
        }

        float variance = squares / rows;
        variance = variance < 0f ? 0f : variance;
        mean += reference;
        statistics[(Mean * S.Channels) + channel] = mean;
        statistics[(Variance * S.Channels) + channel] = variance;
        StoreFactors<S>(statistics, channel, mean, variance, gamma, beta, sizes);
    }

    internal static void FromMovingKernel<S>(ArrayView<float> statistics, ArrayView<float> mean, ArrayView<float> variance,
        ArrayView<float> gamma, ArrayView<float> beta, GpuSizes sizes) where S : struct, IBatchNormalization
    {
        int channel = GpuDevice.Thread;
        if (channel >= S.Channels) { return; }
        float factor = StoreFactors<S>(statistics, channel, mean[channel], variance[channel], gamma, beta, sizes);
        statistics[(OfGradient * S.Channels) + channel] = factor;
        statistics[(OfInput * S.Channels) + channel] = 0f;
        statistics[(Added * S.Channels) + channel] = 0f;
    }

    // One thread for one value.
    internal static void ForwardKernel<S, A>(ArrayView<float> y, ArrayView<float> statistics, ArrayView<float> x, ArrayView<float> plus,
        int hasPlus, int threads) where S : struct, IBatchNormalization where A : struct, IActivation
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int channel = Remainder(Quotient(thread, S.Inner), S.Channels);
        float value = (x[thread] * statistics[(Factor * S.Channels) + channel]) + statistics[(Summand * S.Channels) + channel];
        y[thread] = A.Apply(hasPlus != 0 ? value + plus[thread] : value);
    }

    internal static void BackwardSumsKernel<S, A>(ArrayView<float> sums, ArrayView<float> statistics, ArrayView<float> x,
        ArrayView<float> dy, ArrayView<float> dz, ArrayView<float> y, GpuSizes sizes)
        where S : struct, IBatchNormalization where A : struct, IActivation
    {
        int rows = sizes.Rows, parts = sizes.Parts, block = Grid.IdxX / parts, part = Grid.IdxX - (block * parts);
        int channel = (block * GroupColumns) + Remainder(Group.IdxX, GroupColumns);
        int each = (rows + parts - 1) / parts, first = part * each, end = first + each < rows ? first + each : rows;
        float sum = 0f, product = 0f;
        if (channel < S.Channels)
        {
            float mean = statistics[(Mean * S.Channels) + channel];
            float scale = 1f / MathF.Sqrt(statistics[(Variance * S.Channels) + channel] + sizes.Epsilon);
            for (int row = first + Quotient(Group.IdxX, GroupColumns); row < end; row += ThreadsOfColumn)
            {
                int at = Index<S>(row, channel);
                float gradient = dy[at];
                if (sizes.Activates != 0)
                {
                    float derivative = A.Derivative(y[at]);
                    gradient = derivative == 0f ? 0f : gradient * derivative;
                    dz[at] = gradient;
                }

                sum += gradient;
                product += gradient * ((x[at] - mean) * scale);
            }
        }

        StoreSums<S>(sums, part, channel, 0f, sum, product);
    }

    internal static void BackwardStatisticsKernel<S>(ArrayView<float> statistics, ArrayView<float> sums, ArrayView<float> dgamma,
        ArrayView<float> dbeta, ArrayView<float> gamma, int hasGamma, GpuSizes sizes) where S : struct, IBatchNormalization
    {
        int channel = GpuDevice.Thread, rows = sizes.Rows, parts = sizes.Parts;
        if (channel >= S.Channels) { return; }
        float sum = PartialSums.Of(sums, (PartSum * S.Channels) + channel, PartLength * S.Channels, parts);
        float along = PartialSums.Of(sums, (PartSquares * S.Channels) + channel, PartLength * S.Channels, parts);
        if ((sizes.There & Gamma) != 0) { dgamma[channel] = sizes.Accumulate != 0 ? dgamma[channel] + along : along; }
        if ((sizes.There & Beta) != 0) { dbeta[channel] = sizes.Accumulate != 0 ? dbeta[channel] + sum : sum; }
        float scale = 1f / MathF.Sqrt(statistics[(Variance * S.Channels) + channel] + sizes.Epsilon);
        float factor = (hasGamma != 0 ? gamma[channel] : 1f) * scale, ofInput = -factor * scale * along / rows;
        statistics[(OfGradient * S.Channels) + channel] = factor;
        statistics[(OfInput * S.Channels) + channel] = ofInput;
        statistics[(Added * S.Channels) + channel] = (-factor * sum / rows) - (ofInput * statistics[(Mean * S.Channels) + channel]);
    }

    internal static void InputKernel<S>(ArrayView<float> dx, ArrayView<float> statistics, ArrayView<float> x, ArrayView<float> dz, int add,
        int threads) where S : struct, IBatchNormalization
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int channel = Remainder(Quotient(thread, S.Inner), S.Channels);
        float value = (x[thread] * statistics[(OfInput * S.Channels) + channel]) + statistics[(Added * S.Channels) + channel]
            + (dz[thread] * statistics[(OfGradient * S.Channels) + channel]);
        dx[thread] = add != 0 ? dx[thread] + value : value;
    }

    internal static void UpdateMovingKernel<S>(ArrayView<float> mean, ArrayView<float> variance, ArrayView<float> statistics,
        ArrayView<int> refusal, ArrayView<int> stop, float stays, float comes) where S : struct, IBatchNormalization
    {
        int channel = GpuDevice.Thread;
        if (channel >= S.Channels || refusal[0] != 0 || stop[ParameterStore.StopAt] != 0) { return; }
        float newMean = (mean[channel] * stays) + (statistics[(Mean * S.Channels) + channel] * comes);
        float newVariance = (variance[channel] * stays) + (statistics[(Variance * S.Channels) + channel] * comes);

        // What is not finite differs from itself, or its difference from itself does.
        float zero = (newMean - newMean) + (newVariance - newVariance);
        if (zero != 0f) { return; }
        mean[channel] = newMean;
        variance[channel] = newVariance;
    }

    internal static void FoldKernelKernel<S>(ArrayView<float> w, ArrayView<float> b, ArrayView<float> kernel, ArrayView<float> bias,
        ArrayView<float> factors, int hasBias, int threads) where S : struct, IBatchNormalization
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int channel = Remainder(thread, S.Channels);
        float factor = factors[(Factor * S.Channels) + channel];
        w[thread] = kernel[thread] * factor;
        if (thread >= S.Channels) { return; }
        b[channel] = ((hasBias != 0 ? bias[channel] : 0f) * factor) + factors[(Summand * S.Channels) + channel];
    }

    private static float StoreFactors<S>(ArrayView<float> statistics, int channel, float mean, float variance, ArrayView<float> gamma,
        ArrayView<float> beta, GpuSizes sizes) where S : struct, IBatchNormalization
    {
        float factor = ((sizes.There & Gamma) != 0 ? gamma[channel] : 1f) / MathF.Sqrt(variance + sizes.Epsilon);
        statistics[(Factor * S.Channels) + channel] = factor;
        statistics[(Summand * S.Channels) + channel] = ((sizes.There & Beta) != 0 ? beta[channel] : 0f) - (mean * factor);
        return factor;
    }

    // The first four threads of a channel have each a sum of two.
    private static void StoreSums<S>(ArrayView<float> sums, int part, int channel, float shift, float sum, float second)
        where S : struct, IBatchNormalization
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(2 * GpuDevice.GroupSize);
        shared[Group.IdxX] = sum;
        shared[Group.IdxX + GpuDevice.GroupSize] = second;
        Group.Barrier();
        if (Group.IdxX >= GroupColumns || channel >= S.Channels) { return; }
        int at = (part * PartLength * S.Channels) + channel;
        sums[at] = shift;
        sums[at + (PartSum * S.Channels)] = OfFour(shared, Group.IdxX);
        sums[at + (PartSquares * S.Channels)] = OfFour(shared, Group.IdxX + GpuDevice.GroupSize);
    }

    private static float OfFour(ArrayView<float> shared, int first) => shared[first] + shared[first + GroupColumns]
        + shared[first + (2 * GroupColumns)] + shared[first + (3 * GroupColumns)];

    private static int Count(int part, int each, int rows)
    {
        int left = rows - (part * each);
        return left < each ? left : each;
    }

    private static int Index<S>(int row, int channel) where S : struct, IBatchNormalization
    {
        int outer = Quotient(row, S.Inner);
        return (((outer * S.Channels) + channel) * S.Inner) + row - (outer * S.Inner);
    }

    private static GpuSizes Sizes<S>(Step s, int there = 0) where S : struct, IBatchNormalization
    {
        int rows = s.Count * S.Outer * S.Inner;
        int parts = Math.Max(1, Math.Min(EnoughGroups / ColumnGroups<S>(), rows / LeastRows));
        return new GpuSizes { Rows = rows, Parts = parts, There = there, Epsilon = (float)S.Epsilon };
    }

    private static ArrayView<float> PartsOf<S>(Step s, GpuSizes sizes) where S : struct, IBatchNormalization =>
        s.GpuParts((long)PartLength * sizes.Parts * S.Channels);

    private static int ColumnGroups<S>() where S : struct, IBatchNormalization => (S.Channels + GroupColumns - 1) / GroupColumns;

    private static ArrayView<float> Or(Block block, Block otherwise) => (block.IsEmpty ? otherwise : block).View;

    private static int There(Block gamma, Block beta) => (gamma.IsEmpty ? 0 : Gamma) + (beta.IsEmpty ? 0 : Beta);
}
