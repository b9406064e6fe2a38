using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// A batch in arrays, without a model, for a metric that is asked for by itself: on the CPU, with memory for this one call.
/// </summary>
internal static class StandaloneBatch
{
    /// <summary>Measures a batch and adds it to a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="layout">How the outputs of one sample are laid out.</param>
    /// <param name="targets">[samples, rows] class indices, bit by bit, or [samples, rows, columns] targets.</param>
    /// <param name="targetsAreClasses">Which of both.</param>
    /// <param name="outputs">[samples, rows, columns].</param>
    /// <param name="weights">One for each sample; empty for 1 each.</param>
    public static void Add(MetricState state, OutputLayout layout, ReadOnlySpan<float> targets, bool targetsAreClasses,
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> weights)
    {
        Metric metric = state.Metric;
        int samples = outputs.Length / layout.Size;
        if (samples == 0) { return; }
        using var store = new EmptyStore();
        using var step = new Step(store, valuesPerSample: 0, laneValues: 0);
        step.Begin(samples, training: false);
        CpuArena values = new((long)samples * state.ValuesPerSample), work = new((long)samples * metric.WorkPerSample(layout));
        CpuArena given = Copy(outputs), expected = Copy(targets), weighing = Copy(weights), constants = Copy(metric.Constants);
        bool kernelWeighs = metric.KernelWeighs && weights.Length > 0;
        metric.Compute(new Scoring
        {
            Step = step,
            Layout = layout,
            Output = All(given),
            Logits = All(given),
            Targets = All(expected),
            TargetsAreClasses = targetsAreClasses,
            HostTargets = targets,
            Weights = kernelWeighs ? All(weighing) : default,
            HostWeights = kernelWeighs ? weights : [],
            Values = All(values),
            IsUnreduced = true,
            Work = All(work),
            Constants = All(constants),
        });
        state.Add(values.Span, state.ValuesPerSample, weights);
        GC.KeepAlive((given, expected, weighing, constants, work));
    }

    private static CpuArena Copy(ReadOnlySpan<float> values)
    {
        var arena = new CpuArena(values.Length);
        arena.Upload(values);
        return arena;
    }

    private static Block All(CpuArena arena) => arena.Slice(0, arena.Length);
}
