using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Infer;

/// <summary>
/// Keras's names: the snake case of the class, with _1, _2 from the second use on. A written name does not advance the count.
/// </summary>
internal sealed class LayerNames
{
    private readonly HashSet<string> _written = [];
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Takes a written name; false if it is taken.</summary>
    public bool Reserve(string name) => _written.Add(name);

    /// <summary>Names the layers that have no written name.</summary>
    public IEnumerable<ShapedLayer> Apply(IReadOnlyList<ShapedLayer> layers, ModelSpec model, List<Finding> findings)
    {
        var named = new List<ShapedLayer>();
        foreach (ShapedLayer layer in layers)
        {
            string name = layer.Name == "" ? Next(KerasNames.SnakeCase(layer.KerasClass)) : layer.Name;
            if (layer.Name == "" && _written.Contains(name)) { ReportWritten(name, model, findings); }
            named.Add(layer with { Name = name });
        }

        return named;
    }

    private string Next(string prefix)
    {
        _counts.TryGetValue(prefix, out int count);
        _counts[prefix] = count + 1;
        return count == 0 ? prefix : $"{prefix}_{Text.Plain(count)}";
    }

    private static void ReportWritten(string name, ModelSpec model, List<Finding> findings)
    {
        int index = Enumerable.Range(0, model.Layers.Count).First(i => IsLayer(i) && model.Layers[i].Text("Name") == name);
        string title = $"Layer {Text.Plain(Enumerable.Range(0, index + 1).Count(IsLayer))}, "
            + $"{LayerCatalog.Find(model.Layers[index].Attribute)!.Name}";
        findings.Add(new Finding(RuleIds.DuplicateName, index, "Name", new EquatableArray<string>(title, name)));

        bool IsLayer(int i) => LayerCatalog.Find(model.Layers[i].Attribute) is not null;
    }
}
