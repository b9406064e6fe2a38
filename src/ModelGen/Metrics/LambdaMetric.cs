using ModelGen.Kernels;

namespace ModelGen;

/// <summary>What a metric measures of one sample.</summary>
/// <param name="yTrue">The targets of the sample, as many as outputs. Class indices come as 1 in the column of the class and 0 elsewhere;
/// of a model with one output as the number itself.</param>
/// <param name="yPred">Its outputs, row by row.</param>
/// <returns>The value, whose mean over the samples is the result.</returns>
public delegate double MetricFunction(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred);

/// <summary>The same where several values are measured.</summary>
/// <param name="yTrue">The targets of the sample.</param>
/// <param name="yPred">Its outputs.</param>
/// <param name="values">Gets the values; all 0 at first.</param>
public delegate void MetricValuesFunction(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, Span<float> values);

/// <summary>
/// A metric that is a function: <c>new LambdaMetric("largest_error", (yTrue, yPred) => ...)</c>. It is called for one sample after the
/// other, on the thread that trains, and computes on the host: on a GPU the outputs of each batch come from there.
/// </summary>
public sealed class LambdaMetric : OwnMetric
{
    private readonly MetricValuesFunction _function;

    /// <summary>The mean of what a function gives.</summary>
    /// <param name="name">Its name in the history.</param>
    /// <param name="function">What measures one sample.</param>
    /// <param name="higherIsBetter">Whether larger is better, for callbacks that monitor it; left out: they are to be told.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public LambdaMetric(string name, MetricFunction function, bool? higherIsBetter = null)
        : this(name, 1, ValuesOf(function), null, higherIsBetter) { }

    /// <summary>What is made of the sums of several values.</summary>
    /// <param name="name">Its name in the history.</param>
    /// <param name="values">How many values; at least 1.</param>
    /// <param name="function">What measures one sample.</param>
    /// <param name="result">What the sums over all samples come to; null: the mean of the only value.</param>
    /// <param name="higherIsBetter">Whether larger is better, for callbacks that monitor it; left out: they are to be told.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="values"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">The name is empty, or there are several values and no result.</exception>
    public LambdaMetric(string name, int values, MetricValuesFunction function, MetricResult? result, bool? higherIsBetter = null)
        : base(name, values, result, higherIsBetter)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
    }

    internal override void Compute(in Scoring s)
    {
        var batch = new HostBatch(s, ValuesPerSample(s.Layout));
        for (int sample = 0; sample < batch.Count; sample++)
        {
            Span<float> values = batch.Values(sample);
            values.Clear();
            _function(batch.Target(sample), batch.Output(sample), values);
        }

        batch.Finish();
    }

    private static MetricValuesFunction ValuesOf(MetricFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return (yTrue, yPred, values) => values[0] = (float)function(yTrue, yPred);
    }
}
