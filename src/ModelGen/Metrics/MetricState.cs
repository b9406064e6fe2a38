using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The sums of one metric since its last reset, on the host and in double: samples are added in their order, so any division into batches gives the same bits.</summary>
internal sealed class MetricState(Metric metric, OutputLayout output)
{
    private readonly double[] _sums = new double[metric.StateLength(output)];
    private readonly double[] _results = new double[metric.ResultCount(output)];

    public Metric Metric { get; } = metric;

    /// <summary>Floats that the metric writes for each sample.</summary>
    public int ValuesPerSample { get; } = metric.ValuesPerSample(output);

    /// <summary>How many results there are.</summary>
    public int ResultCount => _results.Length;

    /// <summary>The sums, to be kept in a file: <see cref="Import"/> goes on from there with the same bits.</summary>
    public ReadOnlySpan<double> Export() => _sums;

    /// <summary>Takes sums that <see cref="Export"/> gave.</summary>
    /// <exception cref="ArgumentException">They are not as many as this metric has.</exception>
    public void Import(ReadOnlySpan<double> sums)
    {
        if (sums.Length != _sums.Length)
        {
            throw new ArgumentException($"The state of the metric {Metric.Name} is {_sums.Length:N0} numbers, but {sums.Length:N0} are given. They are another metric's, or another model's.", nameof(sums));
        }

        sums.CopyTo(_sums);
    }

    /// <summary>Adds samples.</summary>
    /// <param name="values">[samples, values per sample]: what the metric's kernel wrote.</param>
    /// <param name="weights">How much each sample counts; empty for 1 each.</param>
    public void Add(ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
    {
        for (int sample = 0, first = 0; first < values.Length; sample++, first += ValuesPerSample)
        {
            Metric.Fold(_sums, values.Slice(first, ValuesPerSample), weights.IsEmpty ? 1 : weights[sample]);
        }
    }

    /// <summary>The results so far; good until the next call.</summary>
    public ReadOnlySpan<double> Results()
    {
        Metric.Finish(_sums, _results);
        return _results;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => Array.Clear(_sums);
}
