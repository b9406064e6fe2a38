using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

internal static unsafe partial class GroupLoss
{
    /// <summary>What the kernels are told besides their views.</summary>
    internal readonly record struct GpuJob(
        OutputGroups Groups, LossSettings Settings, int Samples, int TargetsAreClasses, int WeightsPerSample, int HasGradient,
        float Divisor, float Factor, float Scale);

    private static void GpuCompute<L>(GpuDevice g, in Scoring s, OutputGroups groups, double divisor, double factor, LossSettings settings)
        where L : struct, IGroupLoss
    {
        bool gradient = !s.Gradient.IsEmpty, across = groups.AcrossSamples != 0;
        int samples = s.Step.BatchSize;
        var job = new GpuJob(
            groups, settings, samples, s.TargetsAreClasses ? 1 : 0, across ? 0 : s.WeightsPerSample, gradient ? 1 : 0,
            (float)divisor, (float)factor, across ? (float)(factor * s.LossWeight) : s.GradientScale(divisor));
        ArrayView<float> targets = s.Targets.View, work = (across ? s.Work : s.Values).View;
        if (across)
        {
            g.Launch(SumKernel<L>, GpuDevice.GroupsFor((long)samples * groups.Count), work, s.Output.View, targets, targets.Cast<int>(),
                job);
            g.Launch(TotalKernel, GpuDevice.GroupsFor(groups.Count), work, groups.Count, samples);
        }

        g.Launch(
            GpuKernel<L>, GpuDevice.GroupsFor(samples), s.Values.View, (gradient ? s.Gradient : s.Values).View, s.Output.View,
            targets, targets.Cast<int>(), (s.Weights.IsEmpty ? s.Values : s.Weights).View, work, job);
    }

    // One thread for one group in one sample: its three sums.
    internal static void SumKernel<L>(ArrayView<float> work, ArrayView<float> output, ArrayView<float> targets, ArrayView<int> classes,
        GpuJob job) where L : struct, IGroupLoss
    {
        int thread = GpuDevice.Thread;
        int count = job.Groups.Count;
        if (thread >= job.Samples * count) { return; }
        int sample = thread / count;
        GpuSums sums = GpuSumsOf<L>(output, targets, classes, sample, thread - (sample * count), job);
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
        ArrayView<float> values, ArrayView<float> gradient, ArrayView<float> output, ArrayView<float> targets, ArrayView<int> classes,
        ArrayView<float> weights, ArrayView<float> work, GpuJob job) where L : struct, IGroupLoss
    {
        int sample = GpuDevice.Thread;
        if (sample >= job.Samples) { return; }
        int count = job.Groups.Count;
        float loss = 0f;
        for (int group = 0; group < count; group++)
        {
            float weight = job.WeightsPerSample == 0 ? 1f : weights[job.WeightsPerSample == 1 ? sample : (sample * count) + group];
            GpuSums sums = default;
            if (job.Groups.AcrossSamples == 0) { sums = GpuSumsOf<L>(output, targets, classes, sample, group, job); }
            else
            {
                sums.A = work[group * 3];
                sums.B = work[(group * 3) + 1];
                sums.C = work[(group * 3) + 2];
            }

            loss += weight * L.Value(sums.A, sums.B, sums.C, job.Settings);
            if (job.HasGradient != 0)
            {
                GpuDerivatives<L>(gradient, output, targets, classes, sample, group, sums, weight * job.Scale, job);
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
    private static GpuSums GpuSumsOf<L>(ArrayView<float> output, ArrayView<float> targets, ArrayView<int> classes, int sample, int group,
        GpuJob job) where L : struct, IGroupLoss
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
                    float y = job.TargetsAreClasses != 0 ? classes[place] : targets[place];
                    float p = output[place];
                    a += L.First(y, p);
                    b += L.Second(y, p);
                    float third = L.Third(y, p);
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
        ArrayView<float> gradient, ArrayView<float> output, ArrayView<float> targets, ArrayView<int> classes, int sample, int group,
        GpuSums sums, float scale, GpuJob job)
        where L : struct, IGroupLoss
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
                    float y = job.TargetsAreClasses != 0 ? classes[place] : targets[place];
                    gradient[place] = L.Derivative(y, output[place], sums.A, sums.B, sums.C, place - first == sums.Largest, job.Settings)
                        * scale;
                }
            }
        }
    }
}
