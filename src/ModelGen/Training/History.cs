using System.Diagnostics.CodeAnalysis;

namespace ModelGen;

/// <summary>What <c>Fit</c> measured: one value for each finished epoch under each name, the names in alphabetical order as in Keras 3.</summary>
public sealed class History
{
    private readonly SortedDictionary<string, List<double>> _values = new(StringComparer.Ordinal);

    internal History(IEnumerable<string> names)
    {
        foreach (string name in names) { _values.Add(name, []); }
    }

    /// <summary>How many epochs were finished.</summary>
    public int Epochs { get; private set; }

    /// <summary>Whether the cancellation token ended training. The epoch it broke off is not among the values.</summary>
    public bool Cancelled { get; internal set; }

    /// <summary>The names: <c>accuracy</c>, <c>loss</c>, and with validation data <c>val_accuracy</c>, <c>val_loss</c>.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>The values under one name, an epoch each.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of this name was measured; the message lists the names.</exception>
    public IReadOnlyList<double> this[string name] => _values.TryGetValue(name, out List<double>? values)
        ? values
        : throw new KeyNotFoundException($"The history has no \"{name}\". It has: {string.Join(", ", Names)}.");

    /// <summary>The values under one name, if it was measured.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out IReadOnlyList<double>? values)
    {
        bool found = _values.TryGetValue(name, out List<double>? list);
        values = list;
        return found;
    }

    internal void Add(Logs logs)
    {
        foreach (string name in logs.Names) { _values[name].Add(logs[name]); }
        Epochs++;
    }
}
