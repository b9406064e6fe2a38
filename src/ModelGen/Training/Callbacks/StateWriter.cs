namespace ModelGen;

/// <summary>Takes down a callback's state: each value under a name of its own.</summary>
public sealed class StateWriter
{
    private readonly CallbackState _state;
    private readonly string _prefix;

    internal StateWriter(CallbackState state, string prefix) => (_state, _prefix) = (state, prefix);

    /// <summary>The names that it has.</summary>
    public override string ToString() => _state.NamesBehind(_prefix);

    /// <summary>Writes a whole number.</summary>
    /// <exception cref="ArgumentException">There is a value of this name already.</exception>
    public void Write(string name, long value) => _state.Integers.Add(New(name), value);

    /// <summary>Writes a number, bit for bit; it may be infinite or not a number.</summary>
    /// <exception cref="ArgumentException">There is a value of this name already.</exception>
    public void Write(string name, double value) => _state.Numbers.Add(New(name), value);

    /// <summary>Writes a text.</summary>
    /// <exception cref="ArgumentException">There is a value of this name already.</exception>
    public void Write(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _state.Texts.Add(New(name), value);
    }

    /// <summary>Writes an array, which is copied.</summary>
    /// <exception cref="ArgumentException">There is a value of this name already.</exception>
    public void Write(string name, ReadOnlySpan<float> values) => _state.Arrays.Add(New(name), values.ToArray());

    private string New(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        string full = _prefix + name;
        return _state.Has(full)
            ? throw new ArgumentException($"The state has \"{name}\" already. Give each value a name of its own.", nameof(name)) : full;
    }
}
