using System.Collections;

namespace ModelGen;

/// <summary>
/// The metrics of a model with several outputs: those of each, <c>new() { ["digit"] = ["accuracy"] }</c>, or the same of all,
/// <c>["accuracy"]</c>.
/// </summary>
public sealed class OutputMetrics : IEnumerable<Metric>
{
    private readonly List<Metric> _ofAll = [];
    private readonly Dictionary<string, Metric[]> _ofOutput = [];

    /// <summary>The metrics of one output, beside those of all.</summary>
    /// <param name="output">What it is called.</param>
    public Metric[] this[string output]
    {
        get => [.. _ofOutput.GetValueOrDefault(output, [])];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _ofOutput[output] = [.. value];
        }
    }

    /// <summary>The metrics of all outputs.</summary>
    public static implicit operator OutputMetrics(Metric[] metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return [.. metrics];
    }

    /// <summary>Adds a metric of all outputs.</summary>
    public void Add(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        _ofAll.Add(metric);
    }

    /// <summary>The metrics' names: <c>all: accuracy; odd: auc</c>.</summary>
    public override string ToString()
    {
        string[] all = _ofAll.Count == 0 ? [] : [$"all: {string.Join(", ", _ofAll.Select(metric => metric.Name))}"];
        return string.Join("; ",
            [.. all, .. _ofOutput.Select(output => $"{output.Key}: {string.Join(", ", output.Value.Select(metric => metric.Name))}")]);
    }

    /// <summary>The metrics of all outputs.</summary>
    public IEnumerator<Metric> GetEnumerator() => _ofAll.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The outputs that have metrics of their own.</summary>
    internal IEnumerable<string> Outputs => _ofOutput.Keys;

    /// <summary>All metrics of an output.</summary>
    internal Metric[] Of(string output) => [.. _ofAll, .. _ofOutput.GetValueOrDefault(output, [])];
}
