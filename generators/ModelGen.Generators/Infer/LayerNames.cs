using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Infer;

/// <summary>
/// Keras's names: the snake case of the class, with _1, _2 from the second use on. A written name does not advance the count.
/// </summary>
internal sealed class LayerNames
{
    private readonly Dictionary<string, (int Index, string Title)> _written = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly HashSet<string> _inputs = [];

    /// <summary>Takes a written name; false if it is taken.</summary>
    /// <param name="name">The name.</param>
    /// <param name="index">The index of the layer's attribute.</param>
    /// <param name="title">What messages call the layer.</param>
    public bool Reserve(string name, int index, string title)
    {
        if (_written.ContainsKey(name)) { return false; }
        _written.Add(name, (index, title));
        return true;
    }

    /// <summary>Names the inputs that have no written name: <c>input_layer</c>, <c>input_layer_1</c>.</summary>
    public IEnumerable<ShapedInput> Apply(IEnumerable<ShapedInput> inputs)
    {
        ShapedInput[] named = [.. inputs.Select(input => input.Name == "" ? input with { Name = Next("input_layer") } : input)];
        _inputs.UnionWith(named.Select(input => input.Name));
        return named;
    }

    /// <summary>Names the layers that have no written name.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="outputs">The names of outputs that layers without a name give out, by the layers' numbers: they are called so, unless
    /// another one is.</param>
    /// <param name="findings">Where findings go.</param>
    public IEnumerable<ShapedLayer> Apply(
        IReadOnlyList<ShapedLayer> layers, IReadOnlyDictionary<int, string> outputs, List<Finding> findings)
    {
        var called = outputs.Where(output => !_inputs.Contains(output.Value)).ToDictionary(output => output.Key, output => output.Value);
        string[] names = NamesOf(layers, called);
        while (layers.Where((layer, i) => layer.SharesWith == 0 && !called.ContainsKey(layer.Number) && called.ContainsValue(names[i]))
            .Any())
        {
            KeyValuePair<int, string>[] taken = [.. called.Where(output => names.Count(name => name == output.Value) > 1)];
            foreach (KeyValuePair<int, string> output in taken) { called.Remove(output.Key); }
            names = NamesOf(layers, called);
        }

        var named = new List<ShapedLayer>();
        for (int i = 0; i < names.Length; i++)
        {
            (ShapedLayer layer, string name) = (layers[i], names[i]);
            if (layer.Name == "" && layer.SharesWith == 0 && _written.TryGetValue(name, out var written))
            {
                findings.Add(
                    new Finding(RuleIds.DuplicateName, written.Index, "Name", new EquatableArray<string>(
                        written.Title, name, $"another layer, a {layer.KerasClass} that is called so because it has no name of its own",
                        "another")));
            }
            named.Add(layer with { Name = name });
        }

        return named;
    }

    private string[] NamesOf(IReadOnlyList<ShapedLayer> layers, Dictionary<int, string> called)
    {
        _counts.Clear();
        string[] names = new string[layers.Count];
        for (int i = 0; i < names.Length; i++)
        {
            ShapedLayer layer = layers[i];
            names[i] = layer.SharesWith != 0 ? names[layer.SharesWith - 1]
                : layer.Name != "" ? layer.Name
                : called.TryGetValue(layer.Number, out string? name) ? name : Next(KerasNames.SnakeCase(layer.KerasClass));
        }

        return names;
    }

    private string Next(string prefix)
    {
        _counts.TryGetValue(prefix, out int count);
        _counts[prefix] = count + 1;
        return count == 0 ? prefix : $"{prefix}_{Text.Plain(count)}";
    }
}
