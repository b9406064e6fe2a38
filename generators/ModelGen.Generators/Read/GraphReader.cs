using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Read;

/// <summary>
/// From attributes in their order to nodes that read one another. A layer reads the value before it. [From] goes back to a named one, a
/// layer that merges reads the named ones too, and [Output] says that the value before it is given out.
/// </summary>
internal sealed class GraphReader
{
    private static readonly EquatableArray<int> s_nothing = new((int[])[]);
    private readonly IReadOnlyList<LayerSpec> _attributes;
    private readonly List<Finding> _findings;
    private readonly List<NodeSpec> _nodes = [];
    private readonly List<OutputSpec> _outputs = [];
    private readonly Dictionary<string, int> _named = [];
    private int _current = -1;
    private int _number;

    private GraphReader(IReadOnlyList<LayerSpec> attributes, List<Finding> findings) =>
        (_attributes, _findings) = (attributes, findings);

    /// <summary>The nodes and outputs of a declaration; names that name nothing are findings.</summary>
    public static (EquatableArray<NodeSpec> Nodes, EquatableArray<OutputSpec> Outputs) Read(
        IReadOnlyList<LayerSpec> attributes, List<Finding> findings)
    {
        var reader = new GraphReader(attributes, findings);
        reader.Read();
        return (new EquatableArray<NodeSpec>(reader._nodes), new EquatableArray<OutputSpec>(reader._outputs));
    }

    private void Read()
    {
        // What stands before the input reads it too: one finding says that it stands too late.
        int input = FirstIndex(0, attribute => attribute.Attribute == LayerSpec.Input);
        if (input >= 0) { AddInput(input); }
        for (int i = 0; i < _attributes.Count; i++)
        {
            LayerSpec attribute = _attributes[i];
            switch (attribute.Attribute)
            {
                case LayerSpec.Input when i == input: _current = Math.Max(_current, 0); break;
                case LayerSpec.Input: AddInput(i); break;
                case GraphAttributes.From: GoBack(attribute, i); break;
                case GraphAttributes.Output: AddOutput(attribute, i); break;
                default: AddLayer(attribute, i); break;
            }
        }

        if (_outputs.Count == 0) { _outputs.Add(new OutputSpec(LastLayer(), null, -1)); }
        ReportUnread();
    }

    private void AddInput(int index)
    {
        _current = AddNode(new NodeSpec(_attributes[index], s_nothing, index));
        Name(_attributes[index], _current);
    }

    private void AddLayer(LayerSpec attribute, int index)
    {
        _number++;
        int[] reads = LayerCatalog.Find(attribute.Attribute) is { Merges: true } kind ? Merged(attribute, index, kind) : [_current];
        _current = AddNode(new NodeSpec(attribute, new EquatableArray<int>(reads), index));
        Name(attribute, _current);
    }

    // Where the value before it is one of several that are named, the names say all, in their order.
    private int[] Merged(LayerSpec attribute, int index, LayerKind kind)
    {
        EquatableArray<string> names = attribute.Texts(GraphAttributes.Names);
        int[] named = [.. names.Select((name, i) => Find(name, index, $"{GraphAttributes.Names}[{i}]", Title(attribute)))];
        return named.Length > 1 && named.Contains(_current) ? named : kind.ReadsNamesFirst ? [.. named, _current] : [_current, .. named];
    }

    private void GoBack(LayerSpec attribute, int index)
    {
        int found = Find(attribute.Text(GraphAttributes.Name), index, GraphAttributes.Name, "From");
        if (index + 1 == _attributes.Count || _attributes[index + 1].Attribute is GraphAttributes.From or LayerSpec.Input)
        {
            Report(RuleIds.FromToNowhere, index, null, attribute.Text(GraphAttributes.Name));
        }
        else if (found >= 0) { _current = found; }
    }

    private void AddOutput(LayerSpec attribute, int index)
    {
        if (_current < 0 || _nodes[_current].IsInput)
        {
            Report(RuleIds.OutputOfNothing, index, null, "[Output]", "Write it after a layer");
            return;
        }

        if (_outputs.Any(output => output.Node == _current))
        {
            int number = _nodes.Take(_current + 1).Count(node => !node.IsInput);
            Report(RuleIds.OutputTwice, index, null, $"Layer {Text.Plain(number)}, {LayerCatalog.NameOf(_nodes[_current].Layer)}",
                "Leave one [Output]");
            return;
        }

        // [Output("digit")] and [Output(Name = "digit")] say the same.
        string argument = attribute.Has("Name") ? "Name" : GraphAttributes.Name;
        string? name = attribute.IsSet(argument) ? attribute.Text(argument) : null;
        _outputs.Add(new OutputSpec(_current, name, index, argument));
        if (name is not (null or "")) { CallByOutput(_current, name); }
    }

    // A layer without a name is called by its output, unless the name is another's.
    private void CallByOutput(int node, string name)
    {
        bool isTaken = _nodes[node].Layer.Has("Name") || _named.ContainsKey(name)
            || _attributes.Any(attribute => attribute.Attribute != GraphAttributes.Output && attribute.Text("Name") == name);
        if (isTaken) { return; }
        _nodes[node] = _nodes[node] with { OutputName = name };
        _named.Add(name, node);
    }

    // What the model gives out where that is not said: the value that stands last, but no input.
    private int LastLayer() => _current >= 0 && !_nodes[_current].IsInput ? _current : _nodes.FindLastIndex(node => !node.IsInput);

    private int AddNode(NodeSpec node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    // A name that is taken is reported with the layer that takes it again; the first one keeps it.
    private void Name(LayerSpec attribute, int node)
    {
        if (attribute.Text("Name") is not "" and var name && !_named.ContainsKey(name)) { _named.Add(name, node); }
    }

    private int Find(string name, int index, string argument, string title)
    {
        if (_named.TryGetValue(name, out int node)) { return node; }
        int later = FirstIndex(index, attribute => attribute.Attribute != GraphAttributes.Output && attribute.Text("Name") == name);
        if (later >= 0 && name != "")
        {
            Report(RuleIds.LaterName, index, argument, title, name,
                later == index ? "of this layer itself" : $"of [{_attributes[later].Attribute}], which comes later");
            return -1;
        }

        string? near = _named.Keys.OrderBy(other => Words.Distance(other, name)).ThenBy(other => other, StringComparer.Ordinal)
            .FirstOrDefault(other => Words.Distance(other, name) < Math.Min(name.Length, Math.Max(3, (name.Length / 3) + 1)));
        string instead = near is not null ? $"Write {Text.Quote(near)}"
            : _named.Count > 0 ? $"Names so far: {Text.List([.. _named.Keys.Select(Text.Quote)])}"
            : $"Write Name = {Text.Quote(name == "" ? "trunk" : name)} in the attribute of the layer that is meant";
        _findings.Add(new Finding(RuleIds.UnknownName, index, argument, new EquatableArray<string>(title, name, instead))
        {
            Suggestions = near is null ? default : new EquatableArray<Suggestion>(new Suggestion(argument, Text.Quote(near))),
        });
        return -1;
    }

    // What a layer gives must go somewhere. A name that names nothing may be the one that was meant to read it.
    private void ReportUnread()
    {
        if (_findings.Any(finding => finding.Rule is RuleIds.UnknownName or RuleIds.LaterName)) { return; }
        // It is said that there are no layers, or that some stand before the input.
        if (_nodes.All(node => node.IsInput) || _attributes[0].Attribute != LayerSpec.Input) { return; }
        foreach ((int i, string title) in UnreadNodes.In(_nodes, _outputs))
        {
            NodeSpec node = _nodes[i];
            string name = node.Layer.Text("Name");
            Report(node.IsInput ? RuleIds.UnreadInput : RuleIds.UnreadValue, node.Attribute, null, title,
                i == _nodes.Count - 1 && !node.IsInput ? "Write [Output] after it"
                : name == "" ? "Give it a Name that a later layer reads" : $"Read {Text.Quote(name)} in a later layer");
        }
    }

    private int FirstIndex(int start, Func<LayerSpec, bool> which) =>
        Enumerable.Range(start, _attributes.Count - start).Where(i => which(_attributes[i])).DefaultIfEmpty(-1).First();

    private string Title(LayerSpec attribute) => $"Layer {Text.Plain(_number)}, {attribute.Attribute}";

    private void Report(string rule, int attribute, string? argument, params string[] values) =>
        _findings.Add(new Finding(rule, attribute, argument, new EquatableArray<string>(values)));
}
