using System.Runtime.CompilerServices;
using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>Runs a metric's rule on every sample of a batch: tasks of samples on the CPU, one thread for each on a GPU.</summary>
internal static unsafe class MetricKernels
{
    /// <summary>Writes the values of all samples.</summary>
    /// <param name="s">The batch. Its layout may take each row for a sample.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="valuesPerSample">How many values it writes for each sample.</param>
    public static void Compute<R>(in Scoring s, R rule, int valuesPerSample = 1) where R : unmanaged, IMetricRule
    {
        var sizes = new MetricSizes(
            (int)(s.Values.Length / valuesPerSample), s.Layout.Rows, s.Layout.Columns, s.TargetsAreClasses ? 1 : 0, valuesPerSample);
        if (s.Step.Gpu is { } gpu)
        {
            gpu.Launch(
                Kernel<R>, GpuDevice.GroupsFor(sizes.Samples),
                s.Values.View, s.Output.View, s.Targets.View, s.Targets.View.Cast<int>(),
                (s.Constants.IsEmpty ? s.Values : s.Constants).View, s.Numbers!.Put(rule), sizes);
            return;
        }

        var task = new SamplesTask<R>
        {
            Rule = rule,
            Batch = new CpuBatch(s.Values.Pointer, s.Output.Pointer, s.Targets.Pointer, s.Constants.Pointer),
            Sizes = sizes,
            Chunks = new SampleChunks(sizes.Samples, s.Layout.Size),
        };
        s.Step.Run(ref task, task.Chunks.Count, (long)sizes.Samples * s.Layout.Size * 4);
    }

    // One thread for one sample.
    internal static void Kernel<R>(
        ArrayView<float> values, ArrayView<float> output, ArrayView<float> targets, ArrayView<int> classes, ArrayView<float> constants,
        ArrayView<float> numbers, MetricSizes sizes)
        where R : unmanaged, IMetricRule
    {
        int sample = GpuDevice.Thread;
        if (sample >= sizes.Samples) { return; }
        R rule = numbers.Cast<R>()[0];
        rule.Measure(new GpuBatch(values, output, targets, classes, constants), sample, sizes);
    }

    private struct SamplesTask<R> : ITask where R : unmanaged, IMetricRule
    {
        public R Rule;
        public CpuBatch Batch;
        public MetricSizes Sizes;
        public SampleChunks Chunks;

        public readonly void Execute(int index)
        {
            R rule = Rule;
            for (int sample = Chunks.Start(index); sample < Chunks.Start(index + 1); sample++) { rule.Measure(Batch, sample, Sizes); }
        }
    }

    private readonly struct CpuBatch(float* values, float* output, float* targets, float* constants) : IMetricBatch
    {
        private readonly float* _values = values, _output = output, _targets = targets, _constants = constants;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Output(int index) => _output[index];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Target(int index) => _targets[index];

        // A class travels as an int in the place of a float.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Class(int row) => ((int*)_targets)[row];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Constant(int index) => _constants[index];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Write(int index, float value) => _values[index] = value;
    }

    private readonly struct GpuBatch(
        ArrayView<float> values, ArrayView<float> output, ArrayView<float> targets, ArrayView<int> classes, ArrayView<float> constants)
        : IMetricBatch
    {
        private readonly ArrayView<float> _values = values, _output = output, _targets = targets, _constants = constants;
        private readonly ArrayView<int> _classes = classes;

        public float Output(int index) => _output[index];

        public float Target(int index) => _targets[index];

        public int Class(int row) => _classes[row];

        public float Constant(int index) => _constants[index];

        public void Write(int index, float value) => _values[index] = value;
    }
}
