using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ModelGen;

/// <summary>
/// What a callback is told: the loss and the metrics so far, their names in alphabetical order. In a batch's logs each is the mean
/// over the epoch's samples until now. One object serves all batches: keep values, not the object. A callback may add values of its own to
/// an epoch's logs: <c>logs["f1"] = f1</c>.
/// </summary>
public sealed class Logs : IReadOnlyDictionary<string, double>
{
    private string[] _names;
    private double[] _values;
    private Action<Logs>? _fill;
    private bool _stale;

    internal Logs(IEnumerable<string> names)
    {
        _names = [.. names.Order(StringComparer.Ordinal)];
        _values = new double[_names.Length];
    }

    /// <summary>The names, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>A value by its name. Setting it adds the name where it is not there yet.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name to get; the message lists the names.</exception>
    public double this[string name]
    {
        get => TryGetValue(name, out double value)
            ? value
            : throw new KeyNotFoundException($"There is no \"{name}\" here. There are: {string.Join(", ", _names)}.");
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            Fill();
            int index = Array.IndexOf(_names, name);
            if (index < 0)
            {
                index = ~Array.BinarySearch(_names, name, StringComparer.Ordinal);
                _names = [.. _names[..index], name, .. _names[index..]];
                _values = [.. _values[..index], 0, .. _values[index..]];
            }

            _values[index] = value;
        }
    }

    /// <summary>As Keras prints them: <c>accuracy: 0.9123 - loss: 0.3021</c>.</summary>
    public override string ToString() => ProgressText.Values(this);

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _names;

    /// <inheritdoc/>
    public IEnumerable<double> Values
    {
        get
        {
            Fill();
            return _values;
        }
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Array.IndexOf(_names, key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value)
    {
        Fill();
        int index = Array.IndexOf(_names, key);
        value = index < 0 ? 0 : _values[index];
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator()
    {
        Fill();
        for (int i = 0; i < _names.Length; i++) { yield return new(_names[i], _values[i]); }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Has the values filled in when somebody looks at them, because on a GPU that means to wait for it.</summary>
    internal void FillLater(Action<Logs> fill) => (_fill, _stale) = (fill, true);

    private void Fill()
    {
        if (!_stale) { return; }
        _stale = false;
        _fill!(this);
    }
}
