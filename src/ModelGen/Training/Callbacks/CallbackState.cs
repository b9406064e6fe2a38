namespace ModelGen;

/// <summary>What callbacks have written down: numbers, texts and arrays by name.</summary>
internal sealed class CallbackState
{
    public SortedDictionary<string, long> Integers { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, double> Numbers { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, float[]> Arrays { get; } = new(StringComparer.Ordinal);

    public bool Has(string name) =>
        Integers.ContainsKey(name) || Numbers.ContainsKey(name) || Texts.ContainsKey(name) || Arrays.ContainsKey(name);

    /// <summary>The names that begin so, without that beginning.</summary>
    public string NamesBehind(string prefix) =>
        string.Join(", ", ((IEnumerable<string>[])[Integers.Keys, Numbers.Keys, Texts.Keys, Arrays.Keys])
        .SelectMany(names => names)
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..])
        .Order(StringComparer.Ordinal).DefaultIfEmpty("none"));

    /// <summary>The file it was read from; empty where it was read from none.</summary>
    public string File { get; private init; } = "";

    /// <summary>Makes an error; of a state that was read from a file it names the file.</summary>
    public InvalidDataException Bad(string what) => new(File == "" ? what : $"{File}: {what}");

    private const string Prefix = "callbacks/";

    public void Save(Checkpoint checkpoint)
    {
        foreach ((string name, string text) in Texts) { checkpoint.Texts[Prefix + name] = text; }
        foreach ((string name, long value) in Integers) { checkpoint.Add(TensorSource.Number(Prefix + name, value)); }
        foreach ((string name, double value) in Numbers) { checkpoint.Add(TensorSource.Number(Prefix + name, value)); }
        foreach ((string name, float[] values) in Arrays) { checkpoint.Add(TensorSource.Floats(Prefix + name, values)); }
    }

    public static CallbackState Load(Checkpoint checkpoint)
    {
        var state = new CallbackState { File = checkpoint.File };
        foreach ((string name, string text) in checkpoint.Texts.Where(text => IsOurs(text.Key)))
        {
            state.Texts.Add(name[Prefix.Length..], text);
        }
        foreach (string name in checkpoint.Names.Where(IsOurs))
        {
            string own = name[Prefix.Length..];
            switch (checkpoint.Tensor(name))
            {
                case long[]: state.Integers.Add(own, checkpoint.Integer(name)); break;
                case double[]: state.Numbers.Add(own, checkpoint.Number(name)); break;
                case float[]: state.Arrays.Add(own, checkpoint.Floats(name)); break;
            }
        }

        return state;
    }

    private static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);
}
