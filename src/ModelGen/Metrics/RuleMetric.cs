using ModelGen.Kernels;

namespace ModelGen;

/// <summary>A metric of a rule of somebody's own.</summary>
internal sealed class RuleMetric<R>(R rule, string? name, int values, MetricResult? result, bool? higherIsBetter, float[]? constants)
    : OwnMetric(name ?? FormulaText.NameOf<R>(), values, result, higherIsBetter) where R : unmanaged, IMetricRule
{
    private readonly R _rule = FormulaText.Checked(rule);
    private readonly float[] _constants = [.. constants ?? []];

    /// <summary>To be compared with that of a checkpoint.</summary>
    public string Rule => FormulaText.Of(_rule);

    /// <inheritdoc cref="Rule"/>
    public IReadOnlyList<float> Numbers => _constants;

    internal override ReadOnlySpan<float> Constants => _constants;

    internal override void Compute(in Scoring s) => MetricKernels.Compute(s, _rule, ValuesPerSample(s.Layout));
}
