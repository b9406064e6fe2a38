using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// All losses of groups of outputs. Groups inside a sample are done sample by sample. Groups through all samples are summed in fixed chunks
/// of samples, then the chunks are added in order, both in double; the values of a batch are then all the same: its loss.
/// </summary>
internal static unsafe partial class GroupLoss
{
    /// <summary>Three sums, as doubles in the places of floats.</summary>
    private const int WorkOfGroup = 6;

    /// <summary>About how many a value takes.</summary>
    private const int Operations = 12;

    public static int WorkPerSample(OutputGroups groups) => groups.AcrossSamples != 0 ? checked(WorkOfGroup * groups.Count) : 0;

    /// <summary>Computes a loss with the formula that it consists of.</summary>
    public static void Compute<L>(Loss loss, in Scoring s, OutputGroups groups, L formula) where L : unmanaged, IGroupLoss
    {
        CheckWeights(loss, s, groups);
        double factor = groups.AcrossSamples != 0 ? BatchFactor(loss, s, groups) : 0;
        double divisor = groups.AcrossSamples != 0 ? 1 : loss.DivisorPerSample(s, groups.Count);
        if (s.Step.Gpu is { } gpu)
        {
            GpuCompute(gpu, s, groups, divisor, factor, formula);
            return;
        }

        var task = new SamplesTask<L>
        {
            Output = s.Output.Pointer,
            Targets = s.Targets.Pointer,
            TargetsAreClasses = s.TargetsAreClasses,
            Gradient = s.Gradient.Pointer,
            Values = s.Values.Pointer,
            Sums = (Sums*)s.Work.Pointer,
            Groups = groups,
            Weights = new RowWeights(s),
            Divisor = divisor,
            Scale = groups.AcrossSamples != 0 ? (float)(factor * s.LossWeight) : s.GradientScale(divisor),
            Formula = formula,
        };
        if (groups.AcrossSamples != 0)
        {
            s.Step.FinishSlices();
            var sums = new SumsTask<L> { Samples = task, Chunks = new SampleChunks(s.Step.BatchSize, s.Layout.Size) };
            s.Step.Run(ref sums, sums.Chunks.Count, (long)s.Step.BatchSize * s.Layout.Size * Operations);
            task.BatchLoss = (float)(factor * Total(task.Sums, sums.Chunks.Count, groups.Count, formula));
        }

        s.Step.RunSamples(ref task, s.Layout.Size, Operations);
    }

    /// <summary>The values of all groups, for a loss that is called by itself.</summary>
    public static float[] Values<L>(float* targets, float* outputs, int samples, OutputGroups groups, L formula)
        where L : unmanaged, IGroupLoss
    {
        var task = new SamplesTask<L> { Targets = targets, Output = outputs, Groups = groups, Formula = formula };
        var values = new float[groups.AcrossSamples != 0 ? groups.Count : samples * groups.Count];
        for (int i = 0; i < values.Length; i++)
        {
            Sums sums = default;
            int group = i % groups.Count;
            if (groups.AcrossSamples == 0) { sums = task.SumsOf(i / groups.Count, group, sums); }
            else
            {
                for (int sample = 0; sample < samples; sample++) { sums = task.SumsOf(sample, group, sums); }
            }

            values[i] = formula.Value((float)sums.A, (float)sums.B, (float)sums.C);
        }

        return values;
    }

    /// <summary>The sum of the values of one sample's groups, and its gradient.</summary>
    public static double OfSample<L>(ReadOnlySpan<float> y, ReadOnlySpan<float> p, Span<float> gradient, OutputGroups groups, L formula)
        where L : unmanaged, IGroupLoss
    {
        float value = 0;
        fixed (float* targets = y, outputs = p, slopes = gradient)
        {
            var task = new SamplesTask<L>
            {
                Output = outputs, Targets = targets, Gradient = slopes, Values = &value, Groups = groups, Divisor = 1, Scale = 1,
                Formula = formula,
            };
            task.Execute(0, 1);
        }

        return value;
    }

    // A weight belongs to a sample or to a row of it, so groups must be these.
    private static void CheckWeights(Loss loss, in Scoring s, OutputGroups groups)
    {
        bool fits = groups.AcrossSamples != 0 ? groups.Count == 1 : s.WeightsPerSample == 1 || groups.AreRows;
        if (s.Weights.IsEmpty || fits) { return; }
        throw new InvalidOperationException(
            $"{loss.Called} has a value for each of {groups.Count:N0} groups of "
                + $"outputs{(groups.AcrossSamples != 0 ? " that go through all samples" : " of a sample")}, "
            + $"but there are {s.WeightsPerSample:N0} weights for each sample. Leave the weights out, or let axis name "
            + $"{(groups.AcrossSamples != 0 ? "axes of a sample" : "the last axis")} only.");
    }

    // One value has no mean to take; times each weight it has. Several values have no weights.
    private static double BatchFactor(Loss loss, in Scoring s, OutputGroups groups)
    {
        if (s.Weights.IsEmpty) { return loss.Reduction == Reduction.Sum ? 1 : 1.0 / groups.Count; }
        double sum = 0;
        foreach (float weight in s.HostWeights) { sum += weight; }
        return loss.Reduction switch
        {
            Reduction.Sum => sum,
            Reduction.MeanWithSampleWeight => sum == 0 ? 0 : 1,
            _ => sum / s.HostWeights.Length,
        };
    }

    // Adds the chunks of each group in order, leaves the totals in the first one's place, and adds the groups' values.
    private static double Total<L>(Sums* sums, int chunks, int groups, L formula) where L : unmanaged, IGroupLoss
    {
        double total = 0;
        for (int group = 0; group < groups; group++)
        {
            Sums all = sums[group];
            for (int chunk = 1; chunk < chunks; chunk++)
            {
                Sums next = sums[((long)chunk * groups) + group];
                all.A += next.A;
                all.B += next.B;
                all.C += next.C;
            }

            sums[group] = all;
            total += formula.Value((float)all.A, (float)all.B, (float)all.C);
        }

        return total;
    }

    /// <summary>The three sums of a group.</summary>
    private struct Sums
    {
        public double A, B, C;
    }

    // The sums of groups that go through all samples, of a chunk of these.
    private struct SumsTask<L> : ITask where L : unmanaged, IGroupLoss
    {
        public SamplesTask<L> Samples;
        public SampleChunks Chunks;

        public readonly void Execute(int index)
        {
            SamplesTask<L> own = Samples; // Tasks run side by side, and each keeps a place of its own.
            for (int group = 0; group < own.Groups.Count; group++)
            {
                Sums sums = default;
                for (int sample = Chunks.Start(index); sample < Chunks.Start(index + 1); sample++)
                {
                    sums = own.SumsOf(sample, group, sums);
                }
                own.Sums[((long)index * own.Groups.Count) + group] = sums;
            }
        }
    }

    private struct SamplesTask<L> : ISampleTask where L : unmanaged, IGroupLoss
    {
        public float* Output, Targets, Gradient, Values;
        public bool TargetsAreClasses;
        public Sums* Sums;
        public OutputGroups Groups;
        public RowWeights Weights;
        public double Divisor;
        public float Scale, BatchLoss;
        public L Formula;

        // Which output of the sample gave the largest third term.
        private int _largest;

        public void Execute(int first, int end)
        {
            for (int sample = first; sample < end; sample++) { Values[sample] = Sample(sample); }
        }

        public Sums SumsOf(int sample, int group, Sums sums)
        {
            long start = ((long)sample * Groups.Size) + Groups.Start(group);
            _largest = -1;
            for (int i0 = 0; i0 < Groups.N0; i0++)
            {
                for (int i1 = 0; i1 < Groups.N1; i1++)
                {
                    long row = start + ((((long)i0 * Groups.D1) + i1) * Groups.D2);
                    for (int i2 = 0; i2 < Groups.N2; i2++) { Add(ref sums, row + i2, (int)(row + i2 - ((long)sample * Groups.Size))); }
                }
            }

            return sums;
        }

        private void Add(ref Sums sums, long place, int inSample)
        {
            float y = Target(place), p = Output[place];
            sums.A += Formula.First(y, p);
            sums.B += Formula.Second(y, p);
            float third = Formula.Third(y, p);
            if (!L.ThirdIsLargest) { sums.C += third; }
            else if (_largest < 0 || third > sums.C) { (sums.C, _largest) = (third, inSample); }
        }

        private float Sample(int sample)
        {
            double loss = 0;
            for (int group = 0; group < Groups.Count; group++)
            {
                float weight = Groups.AcrossSamples != 0 ? 1f : Weights.Of(sample, group);
                Sums sums = Groups.AcrossSamples != 0 ? Sums[group] : SumsOf(sample, group, default);
                (float a, float b, float c) = ((float)sums.A, (float)sums.B, (float)sums.C);
                loss += (double)weight * Formula.Value(a, b, c);
                if (Gradient != null) { Derivatives(sample, group, a, b, c, weight * Scale); }
            }

            return Groups.AcrossSamples != 0 ? BatchLoss : (float)(loss / Divisor);
        }

        private readonly void Derivatives(int sample, int group, float a, float b, float c, float scale)
        {
            L formula = Formula;
            long first = (long)sample * Groups.Size, start = first + Groups.Start(group);
            for (int i0 = 0; i0 < Groups.N0; i0++)
            {
                for (int i1 = 0; i1 < Groups.N1; i1++)
                {
                    long row = start + ((((long)i0 * Groups.D1) + i1) * Groups.D2);
                    for (long place = row; place < row + Groups.N2; place++)
                    {
                        Gradient[place] = formula.Derivative(Target(place), Output[place], a, b, c, place - first == _largest) * scale;
                    }
                }
            }
        }

        private readonly float Target(long place) => TargetsAreClasses ? ((int*)Targets)[place] : Targets[place];
    }
}
