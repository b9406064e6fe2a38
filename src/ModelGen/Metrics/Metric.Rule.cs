namespace ModelGen;

/// <content>Metrics of one's own; docs/own-parts.md shows them.</content>
public abstract partial class Metric
{
    /// <summary>
    /// A metric of a rule of your own, which writes some values for each sample, on the CPU and on GPUs, as those of the library's own
    /// metrics do: <c>Metric.FromRule(new WithinTolerance(0.1f))</c>. Any loss is a metric, too.
    /// </summary>
    /// <param name="rule">The rule, with its numbers: at most 64 bytes of them.</param>
    /// <param name="name">Its name in the history; left out: that of its type, <c>within_tolerance</c>.</param>
    /// <param name="values">How many values it writes for each sample; at least 1.</param>
    /// <param name="result">What their sums come to. Left out: the mean of the only value.</param>
    /// <param name="higherIsBetter">Whether larger is better, for callbacks that monitor it; left out: they are to be told.</param>
    /// <param name="constants">A list of numbers that the rule reads by <see cref="IMetricBatch.Constant"/>: thresholds, say.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="values"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">There are several values and no result, or the rule has more numbers than that.</exception>
    public static Metric FromRule<R>(
        R rule, string? name = null, int values = 1, MetricResult? result = null, bool? higherIsBetter = null, float[]? constants = null)
        where R : unmanaged, IMetricRule => new RuleMetric<R>(rule, name, values, result, higherIsBetter, constants);
}
