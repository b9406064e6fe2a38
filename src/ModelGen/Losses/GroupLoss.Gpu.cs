using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

internal static unsafe partial class GroupLoss
{
    /// <summary>What the kernels are told besides their views.</summary>
    internal readonly record struct GpuJob(
        OutputGroups Groups, int Samples, int TargetsAreClasses, int WeightsPerSample, int HasGradient,
        float Divisor, float Factor, float Scale);

    private static void GpuCompute<L>(GpuDevice g, in Scoring s, OutputGroups groups, double divisor, double factor, L formula)
        where L : unmanaged, IGroupLoss
    {
        bool gradient = !s.Gradient.IsEmpty, across = groups.AcrossSamples != 0;
        int samples = s.Step.BatchSize;
        var job = new GpuJob(
            groups, samples, s.TargetsAreClasses ? 1 : 0, across ? 0 : s.WeightsPerSample, gradient ? 1 : 0,
            (float)divisor, (float)factor, across ? (float)(factor * s.LossWeight) : s.GradientScale(divisor));
        ArrayView<float> targets = s.Targets.View, work = (across ? s.Work : s.Values).View, numbers = s.Numbers!.Put(formula);
        if (across)
        {
            g.Launch(SumKernel<L>, GpuDevice.GroupsFor((long)samples * groups.Count), work, s.Output.View, targets, numbers, job);
            g.Launch(TotalKernel, GpuDevice.GroupsFor(groups.Count), work, groups.Count, samples);
        }

        g.Launch(
            GpuKernel<L>, GpuDevice.GroupsFor(samples), s.Values.View, (gradient ? s.Gradient : s.Values).View, s.Output.View,
            targets, (s.Weights.IsEmpty ? s.Values : s.Weights).View, work, numbers, job);
    }

    // One thread for one group in one sample: its three sums.
    internal static void SumKernel<L>(ArrayView<float> work, ArrayView<float> output, ArrayView<float> targets, ArrayView<float> numbers,
        GpuJob job) where L : unmanaged, IGroupLoss
    {
        int thread = GpuDevice.Thread;
        int count = job.Groups.Count;
        if (thread >= job.Samples * count) { return; }
        int sample = thread / count;
        GpuSums sums = GpuSumsOf(numbers.Cast<L>()[0], output, targets, sample, thread - (sample * count), job);
        work[thread * 3] = sums.A;
        work[(thread * 3) + 1] = sums.B;
        work[(thread * 3) + 2] = sums.C;
    }

    // One thread for one group: adds the samples' sums in order, with what each addition loses, and leaves
    // them in the first sample's place.
    internal static void TotalKernel(ArrayView<float> work, int groups, int samples)
    {
        int group = GpuDevice.Thread;
        if (group >= groups) { return; }
        for (int sum = 0; sum < 3; sum++)
        {
            float total = 0f, lost = 0f;
            for (int sample = 0; sample < samples; sample++)
            {
                float value = work[(((sample * groups) + group) * 3) + sum] - lost;
                float next = total + value;
                lost = (next - total) - value;
                total = next;
            }

            work[(group * 3) + sum] = total;
        }
    }

    // One thread for one sample.
    internal static void GpuKernel<L>(
        ArrayView<float> values, ArrayView<float> gradient, ArrayView<float> output, ArrayView<float> targets, ArrayView<float> weights,
        ArrayView<float> work, ArrayView<float> numbers, GpuJob job) where L : unmanaged, IGroupLoss
    {
        int sample = GpuDevice.Thread;
        if (sample >= job.Samples) { return; }
        L formula = numbers.Cast<L>()[0];
        int count = job.Groups.Count;
        float loss = 0f;
        for (int group = 0; group < count; group++)
        {
            float weight = job.WeightsPerSample == 0 ? 1f : weights[job.WeightsPerSample == 1 ? sample : (sample * count) + group];
            GpuSums sums = default;
            if (job.Groups.AcrossSamples == 0) { sums = GpuSumsOf(formula, output, targets, sample, group, job); }
            else
            {
                sums.A = work[group * 3];
                sums.B = work[(group * 3) + 1];
                sums.C = work[(group * 3) + 2];
            }

            loss += weight * formula.Value(sums.A, sums.B, sums.C);
            if (job.HasGradient != 0)
            {
                GpuDerivatives(formula, gradient, output, targets, sample, group, sums, weight * job.Scale, job);
            }
        }

        values[sample] = job.Groups.AcrossSamples != 0 ? loss * job.Factor : loss / job.Divisor;
    }

    /// <summary>The sums of a group, and the place in the sample of its largest third term.</summary>
    private struct GpuSums
    {
        public float A, B, C;
        public int Largest;
    }

    // Sums of sums, row by row: errors grow with the lengths of the axes, not with their product.
    private static GpuSums GpuSumsOf<L>(L formula, ArrayView<float> output, ArrayView<float> targets, int sample, int group, GpuJob job)
        where L : unmanaged, IGroupLoss
    {
        OutputGroups groups = job.Groups;
        int first = sample * groups.Size, start = first + groups.Start(group);
        GpuSums sums = default;
        sums.Largest = -1;
        for (int i0 = 0; i0 < groups.N0; i0++)
        {
            for (int i1 = 0; i1 < groups.N1; i1++)
            {
                float a = 0f, b = 0f, c = 0f;
                int row = start + (((i0 * groups.D1) + i1) * groups.D2);
                for (int place = row; place < row + groups.N2; place++)
                {
                    float y = job.TargetsAreClasses != 0 ? targets.Cast<int>()[place] : targets[place];
                    float p = output[place];
                    a += formula.First(y, p);
                    b += formula.Second(y, p);
                    float third = formula.Third(y, p);
                    if (!L.ThirdIsLargest) { c += third; }
                    else if (sums.Largest < 0 || third > sums.C)
                    {
                        sums.C = third;
                        sums.Largest = place - first;
                    }
                }

                sums.A += a;
                sums.B += b;
                sums.C += c;
            }
        }

        return sums;
    }

    private static void GpuDerivatives<L>(
        L formula, ArrayView<float> gradient, ArrayView<float> output, ArrayView<float> targets, int sample, int group, GpuSums sums,
        float scale, GpuJob job)
        where L : unmanaged, IGroupLoss
    {
        OutputGroups groups = job.Groups;
        int first = sample * groups.Size, start = first + groups.Start(group);
        for (int i0 = 0; i0 < groups.N0; i0++)
        {
            for (int i1 = 0; i1 < groups.N1; i1++)
            {
                int row = start + (((i0 * groups.D1) + i1) * groups.D2);
                for (int place = row; place < row + groups.N2; place++)
                {
                    float y = job.TargetsAreClasses != 0 ? targets.Cast<int>()[place] : targets[place];
                    gradient[place] = formula.Derivative(y, output[place], sums.A, sums.B, sums.C, place - first == sums.Largest) * scale;
                }
            }
        }
    }
}
