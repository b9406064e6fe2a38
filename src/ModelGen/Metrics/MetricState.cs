using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The sums of one metric since its last reset, on the host and in double: samples are added in their order, so any division into batches
/// gives the same bits.
/// </summary>
internal sealed class MetricState(Metric metric, OutputLayout output)
{
    private readonly double[] _sums = new double[metric.StateLength(output)];
    private readonly double[] _results = new double[metric.ResultCount(output)];

    public Metric Metric { get; } = metric;

    /// <summary>Floats that the metric writes for each sample.</summary>
    public int ValuesPerSample { get; } = metric.ValuesPerSample(output);

    /// <summary>How many results there are.</summary>
    public int ResultCount => _results.Length;

    /// <summary>The sums.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>The sums, to be kept in a file: <see cref="Import"/> goes on from there with the same bits.</summary>
    public double[] Export() => [.. _sums];

    /// <summary>Takes sums that <see cref="Export"/> gave.</summary>
    /// <exception cref="ArgumentException">They are not as many as this metric has.</exception>
    public void Import(ReadOnlySpan<double> sums)
    {
        if (sums.Length != _sums.Length)
        {
            throw new ArgumentException(
                $"The state of the metric {Metric.Name} is {_sums.Length:N0} numbers, but {sums.Length:N0} are given: those of another "
                    + "metric or another model.", nameof(sums));
        }

        sums.CopyTo(_sums);
    }

    /// <summary>Adds what the metric's kernel wrote.</summary>
    /// <param name="values">[samples or rows, values for each].</param>
    /// <param name="each">How many values belong together: those of a sample, or of a row where rows have weights of their own.</param>
    /// <param name="weights">How much each of them counts; where there are several weights for one, their mean. Empty for 1 each.</param>
    public void Add(ReadOnlySpan<float> values, int each, ReadOnlySpan<float> weights)
    {
        int count = values.Length / each, weightsOfEach = weights.Length / Math.Max(1, count);
        for (int i = 0; i < count; i++)
        {
            double weight = weightsOfEach == 0 ? 1 : Mean(weights.Slice(i * weightsOfEach, weightsOfEach));
            Metric.Fold(_sums, values.Slice(i * each, each), weight);
        }
    }

    /// <summary>The results so far; good until the next call.</summary>
    public ReadOnlySpan<double> Results()
    {
        Metric.Finish(_sums, _results);
        return _results;
    }

    /// <summary>The same in memory of the caller's, who may be another thread than the one that measures.</summary>
    public double[] CopyResults()
    {
        var results = new double[_results.Length];
        Metric.Finish(_sums, results);
        return results;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => Array.Clear(_sums);

    private static double Mean(ReadOnlySpan<float> weights)
    {
        double sum = 0;
        foreach (float weight in weights) { sum += weight; }
        return sum / weights.Length;
    }
}
