namespace ModelGen;

/// <summary>What callbacks have written down: numbers, texts and arrays by name.</summary>
internal sealed class CallbackState
{
    public SortedDictionary<string, long> Integers { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, double> Numbers { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, float[]> Arrays { get; } = new(StringComparer.Ordinal);

    public bool Has(string name) => Integers.ContainsKey(name) || Numbers.ContainsKey(name) || Texts.ContainsKey(name) || Arrays.ContainsKey(name);
}
