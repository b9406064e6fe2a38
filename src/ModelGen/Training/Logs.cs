using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ModelGen;

/// <summary>
/// What a callback is told: the loss and the metrics so far, their names in alphabetical order. In a batch's logs each is the mean
/// over the epoch's samples until now. One object serves all batches: keep values, not the object.
/// </summary>
public sealed class Logs : IReadOnlyDictionary<string, double>
{
    private readonly string[] _names;
    private readonly double[] _values;

    internal Logs(IEnumerable<string> names)
    {
        _names = [.. names.Order(StringComparer.Ordinal)];
        _values = new double[_names.Length];
    }

    /// <summary>The names, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>A value by its name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name; the message lists the names.</exception>
    public double this[string name]
    {
        get => TryGetValue(name, out double value)
            ? value
            : throw new KeyNotFoundException($"There is no \"{name}\" here. There are: {string.Join(", ", _names)}.");
        internal set => _values[Array.IndexOf(_names, name)] = value;
    }

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _names;

    /// <inheritdoc/>
    public IEnumerable<double> Values => _values;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Array.IndexOf(_names, key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value)
    {
        int index = Array.IndexOf(_names, key);
        value = index < 0 ? 0 : _values[index];
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator()
    {
        for (int i = 0; i < _names.Length; i++) { yield return new(_names[i], _values[i]); }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
