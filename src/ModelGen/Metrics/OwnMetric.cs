using ModelGen.Kernels;

namespace ModelGen;

/// <summary>What a metric comes to.</summary>
/// <param name="sums">Of each value that is written for a sample, the sum over all samples, each times its weight.</param>
/// <param name="weight">The sum of the weights: how many samples there are, where they have none.</param>
/// <returns>The result.</returns>
public delegate double MetricResult(ReadOnlySpan<double> sums, double weight);

/// <summary>
/// A metric of somebody's own: some values for each sample, whose sums make the result. Left out, it is the mean of the only value.
/// </summary>
public abstract class OwnMetric : Metric
{
    private readonly int _values;
    private readonly MetricResult? _result;

    private protected OwnMetric(string name, int values, MetricResult? result, bool? higherIsBetter) : base(name, name)
    {
        Require.AtLeast(values, 1);
        if (values > 1 && result is null)
        {
            throw new ArgumentException(
                $"The metric {name} has {values:N0} values for each sample, of which it is not said what they come to. Give result: (sums, "
                    + "weight) => sums[0] / weight, say.", nameof(result));
        }

        (_values, _result, HigherIsBetter) = (values, result, higherIsBetter);
    }

    internal override bool? HigherIsBetter { get; }

    internal override int ValuesPerSample(OutputLayout output) => _values;

    // The sums of the values, then that of the weights.
    internal override int StateLength(OutputLayout output) => _values + 1;

    internal override void Fold(Span<double> state, ReadOnlySpan<float> values, double weight)
    {
        for (int i = 0; i < values.Length; i++) { state[i] += weight * values[i]; }
        state[^1] += weight;
    }

    internal override void Finish(ReadOnlySpan<double> state, Span<double> results) => results[0] = state[^1] == 0 ? 0
        : _result is { } result ? result(state[..^1], state[^1]) : state[0] / state[^1];
}
