namespace ModelGen;

/// <summary>Gives back what a callback wrote to a <see cref="StateWriter"/>.</summary>
public sealed class StateReader
{
    private readonly CallbackState _state;
    private readonly string _prefix;

    internal StateReader(CallbackState state, string prefix) => (_state, _prefix) = (state, prefix);

    /// <summary>The names that it has.</summary>
    public override string ToString() => _state.NamesBehind(_prefix);

    /// <summary>Whether there is a value of this name.</summary>
    public bool Has(string name) => _state.Has(_prefix + name);

    /// <summary>A whole number.</summary>
    /// <exception cref="InvalidDataException">There is none of this name; the message lists the names.</exception>
    public long ReadInteger(string name) => Read(_state.Integers, name, "whole number");

    /// <summary>A number.</summary>
    /// <exception cref="InvalidDataException">There is none of this name; the message lists the names.</exception>
    public double ReadNumber(string name) => Read(_state.Numbers, name, "number");

    /// <summary>A text.</summary>
    /// <exception cref="InvalidDataException">There is none of this name; the message lists the names.</exception>
    public string ReadText(string name) => Read(_state.Texts, name, "text");

    /// <summary>A copy of an array.</summary>
    /// <exception cref="InvalidDataException">There is none of this name; the message lists the names.</exception>
    public float[] ReadArray(string name) => [.. Read(_state.Arrays, name, "array")];

    /// <summary>The file that the state was read from.</summary>
    internal string File => _state.File;

    /// <summary>An error about this state that names the file.</summary>
    internal InvalidDataException Bad(string what) => _state.Bad(what);

    /// <summary>A whole number from 0 to 2^30: epochs, batches, lengths of lists.</summary>
    internal int ReadCount(string name) => (int)ReadInteger(name, Checkpoint.MostCounted);

    /// <summary>Yes or no, as 1 or 0.</summary>
    internal bool ReadFlag(string name) => ReadInteger(name, 1) == 1;

    /// <summary>A whole number from 0 on.</summary>
    internal long ReadInteger(string name, long most) => ReadInteger(name) is var value && value >= 0 && value <= most
        ? value
        : throw Bad($"the \"{name}\" of a callback is {value}; expected 0 to {most}.");

    private T Read<T>(SortedDictionary<string, T> values, string name, string kind)
    {
        if (values.TryGetValue(_prefix + name, out T? value)) { return value; }
        string[] names =
            [.. values.Keys.Where(key => key.StartsWith(_prefix, StringComparison.Ordinal)).Select(key => key[_prefix.Length..])];
        throw Bad($"The state has no {kind} \"{name}\". It has: {(names.Length == 0 ? "none" : Shown.Names(names))}.");
    }
}
