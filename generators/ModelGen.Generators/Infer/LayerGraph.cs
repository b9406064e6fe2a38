using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Infer;

/// <summary>
/// A fold of the shapes over the nodes, in their order. An error does not end it: what is unknown from there on is not checked, everything
/// else is.
/// </summary>
internal sealed class LayerGraph
{
    private readonly ModelSpec _model;
    private readonly LayerNames _names = new();
    private readonly List<ShapedLayer> _layers = [];
    private readonly List<WrittenLayer> _written = [];
    private readonly HashSet<int> _unknown;
    private readonly bool _turnsChannels;
    private readonly NodeValue[] _values;
    private readonly List<ShapedInput> _inputs = [];
    private readonly bool _hasOneInput;
    private readonly HashSet<int> _given;
    private readonly HashSet<int> _turned = [];
    private readonly Dictionary<int, string> _outputNames = [];
    private long _parameters;

    /// <param name="model">The model.</param>
    /// <param name="unknown">The indices of attributes that are no layers, however they are called.</param>
    /// <param name="turnsChannels">Whether channels that seem to come first are taken for the last, so that
    /// what follows is checked as it was meant.</param>
    /// <param name="cancellation">Ends it early.</param>
    public LayerGraph(ModelSpec model, HashSet<int> unknown, bool turnsChannels, CancellationToken cancellation)
    {
        (_model, _unknown, _turnsChannels) = (model, unknown, turnsChannels);
        _values = new NodeValue[model.Nodes.Count];
        _hasOneInput = model.Nodes.Count(node => node.IsInput) == 1;
        _given = [.. model.Outputs.Where(output => output.Attribute >= 0).Select(output => output.Node)];
        int number = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (model.Nodes[i].IsInput) { AddInput(i); } else { Add(i, ++number); }
        }

        Inputs = new EquatableArray<ShapedInput>(_names.Apply(_inputs));
        Layers = new EquatableArray<ShapedLayer>(_names.Apply(_layers, _outputNames, Findings));
        Outputs = new EquatableArray<ShapedOutput>(NameOutputs());

        // What nobody reads is reported as such, and is not last.
        if (model.Findings.Any(finding => finding.Rule == RuleIds.UnreadValue))
        {
            Findings.RemoveAll(finding => finding.Rule == RuleIds.DropoutLast);
        }
    }

    public List<Finding> Findings { get; } = [];

    /// <summary>The inputs, in their order. One without a name is called as Keras calls it.</summary>
    public EquatableArray<ShapedInput> Inputs { get; }

    /// <summary>The outputs, in their order. One without a name is called by its layer.</summary>
    public EquatableArray<ShapedOutput> Outputs { get; }

    public EquatableArray<ShapedLayer> Layers { get; }

    /// <summary>The index of a layer's attribute, and what messages call the layer.</summary>
    public (int Attribute, string Title) Written(ShapedLayer layer) =>
        (_written[layer.Number - 1].Attribute, _written[layer.Number - 1].Title);

    /// <summary>A layer's number among those that are written.</summary>
    public int Numbered(ShapedLayer layer) => _written[layer.Number - 1].Number;

    /// <summary>Whether a layer is one that another implies.</summary>
    public bool IsImplied(ShapedLayer layer) => _written[layer.Number - 1].IsImplied;

    private void AddInput(int node)
    {
        NodeSpec input = _model.Nodes[node];
        string name = input.Layer.Text("Name"), from = _hasOneInput ? "the input"
            : name == "" ? $"input {Text.Plain(_inputs.Count + 1)}" : $"the input {Text.Quote(name)}";
        if (input.Layer.Has("Name")) { Reserve(name, input.Attribute, "Input"); }
        Shape shape = _unknown.Contains(input.Attribute) ? default : ReadInput(input);
        _values[node] = new NodeValue(shape, from, input.Attribute, (input.Attribute, "Input"), -_inputs.Count);
        _inputs.Add(new ShapedInput(name, shape));
    }

    // Outputs are called by the user's names or by those of layers, and are told apart by them.
    private List<ShapedOutput> NameOutputs()
    {
        var outputs = new List<ShapedOutput>();
        foreach (OutputSpec output in _model.Outputs)
        {
            int layer = output.Node < 0 ? 0 : _values[output.Node].Layer;
            if (layer <= 0) { continue; }
            string name = output.Name ?? Layers[layer - 1].Name;
            if (outputs.Any(other => other.Name == name))
            {
                string? argument = output.Name is null ? null : output.Argument;
                Report(RuleIds.DuplicateName, output.Attribute, argument, -1, "Output", name, "another output", "another");
            }

            outputs.Add(new ShapedOutput(name, layer));
        }

        return outputs;
    }

    /// <summary>Whether the call that makes it in a method has made another before.</summary>
    public bool IsRepeated(ShapedLayer layer) => IsRepeated(Written(layer).Attribute);

    private bool IsRepeated(int attribute) => _model.Nodes.Any(node => node.Attribute == attribute && node.IsRepeated);

    private void Reserve(string name, int index, string title)
    {
        if (_names.Reserve(name, index, title)) { return; }
        Report(RuleIds.DuplicateName, index, "Name", -1, title, name,
            _model.Nodes.Any(node => node.IsInput && node.Attribute != index && node.Layer.Text("Name") == name)
                ? _hasOneInput ? "the input" : "an input" : "another layer",
            IsRepeated(index)
                ? $"$\"{name}{{i}}\", with what tells the calls apart" : "another");
    }

    private Shape ReadInput(NodeSpec input)
    {
        int source = input.Attribute;
        EquatableArray<int> sizes = input.Layer.Ints("shape");
        if (_model.Method is not null && !input.Layer.Has("shape")) { return default; } // it is said that nothing says it
        if (sizes.Count is 0 or > 3)
        {
            Report(RuleIds.InputRank, source, "shape", -1, Text.Plain(sizes.Count));
            return default;
        }

        for (int axis = 0; axis < sizes.Count; axis++)
        {
            if (sizes[axis] < 1)
            {
                Report(RuleIds.NotPositive, source, $"shape[{axis}]", -1, "Input", $"size {axis + 1}", Text.Plain(sizes[axis]));
            }
        }

        var shape = new Shape([.. sizes.Select(size => Math.Max(size, Shape.Unknown))]);
        if (!shape.IsKnown || shape.Count <= int.MaxValue) { return shape; }
        Report(RuleIds.TooLarge, source, "shape", -1, "Input", "one sample", shape.ToString(), Text.Number(shape.Count));
        return default;
    }

    private void Add(int node, int number)
    {
        NodeSpec spec = _model.Nodes[node];
        NodeValue[] reads = [.. spec.Reads.Select(read => read < 0 ? NodeValue.Unknown : _values[read])];
        NodeValue first = reads.Length > 0 ? reads[0] : NodeValue.Unknown;
        int index = spec.Attribute;
        if (_unknown.Contains(index) || LayerCatalog.Find(spec.Layer.Attribute) is not { } kind)
        {
            _values[node] = first with { Shape = default, Written = (-1, "") };
            return;
        }

        string title = Title(number, kind, spec.Where);
        if (kind.WorksOnImages && first.Written.Index >= 0 && ChannelOrder.SeemsFirst(first.Shape, spec.Layer))
        {
            first = TurnChannels(first);
            if (spec.Reads[0] >= 0) { _values[spec.Reads[0]] = first; }
            reads[0] = first;
        }

        if (kind.ImpliesFlatten(spec.Layer, first.Shape))
        {
            if (first.Shape.IsKnown)
            {
                Report(RuleIds.FlattenImplied, index, null, first.Source, title, first.From, first.Shape.ToString(),
                    Text.Number(first.Shape.Count));
            }
            ShapedLayer flat = Apply(
                LayerCatalog.Flatten, new LayerSpec("Flatten", default), node, reads,
                new WrittenLayer(index, Title(number, LayerCatalog.Flatten, spec.Where), number, IsImplied: true));
            reads = [first with { Shape = flat.Output, Layer = flat.Number }];
        }

        ShapedLayer layer = Apply(kind, spec.Layer, node, reads, new WrittenLayer(index, title, number, IsImplied: false));
        if (spec.Layer.Has("Name") && spec.SharesWith < 0) { Reserve(spec.Layer.Text("Name"), index, title); }
        if (spec.OutputName is { } name) { _outputNames.Add(layer.Number, name); }
        Count(index, title, spec);
        (int, string) written = kind is ActivationLayer or DropoutLayer or ArithmeticLayer ? first.Written
            : kind is ReshapeLayer ? (index, title) : (-1, "");
        _values[node] = new NodeValue(layer.Output, $"layer {Text.Plain(number)} ({kind.Name})", index, written, layer.Number);
    }

    private static string Title(int number, LayerKind kind, string where) =>
        $"{where}{(where == "" ? "Layer" : "layer")} {Text.Plain(number)}, {kind.Name}";

    private ShapedLayer Apply(LayerKind kind, LayerSpec spec, int node, NodeValue[] reads, WrittenLayer written)
    {
        (int index, string title) = (written.Attribute, written.Title);
        _written.Add(written);
        var context = new InferContext(
            spec, title, index, [.. reads.Select(read => new Arriving(read.Shape, read.From, read.Source))], Following(node), Findings)
        {
            IsOutput = _given.Contains(node),
            IsCode = _model.Method is not null,
        };
        kind.Infer(context);
        int shares = _model.Nodes[node].SharesWith;
        if (shares >= 0) { CheckShared(context, _values[shares].Layer, index, title, reads[0]); }
        _layers.Add(
            new ShapedLayer(_layers.Count + 1, spec, spec.Text("Name"), kind.KerasClass(reads[0].Shape),
                new EquatableArray<int>(reads.Select(read => read.Layer)), new EquatableArray<Shape>(reads.Select(read => read.Shape)),
                context.Output, new EquatableArray<ParameterSpec>(context.Parameters), shares < 0 ? 0 : _values[shares].Layer));
        return _layers[_layers.Count - 1];
    }

    // Weights that several layers have suit all of them.
    private void CheckShared(InferContext layer, int owner, int index, string title, NodeValue read)
    {
        ShapedLayer first = _layers[owner - 1];
        for (int i = 0; i < Math.Min(first.Parameters.Count, layer.Parameters.Count); i++)
        {
            (ParameterSpec has, ParameterSpec asks) = (first.Parameters[i], layer.Parameters[i]);
            if (has.Shape.Equals(asks.Shape) || !has.Shape.IsKnown || !asks.Shape.IsKnown) { continue; }
            Report(RuleIds.SharedShapesDiffer, index, null, read.Source, title, Text.Plain(owner), has.Name, has.Shape.ToString(),
                read.From,
                asks.Shape.ToString(), first.Input.ToString());
            return;
        }
    }

    // What comes after a node on some way, in order.
    private IEnumerable<LayerSpec> Following(int node)
    {
        var reached = new HashSet<int> { node };
        for (int i = node + 1; i < _model.Nodes.Count; i++)
        {
            if (!_model.Nodes[i].Reads.Any(reached.Contains)) { continue; }
            reached.Add(i);
            yield return _model.Nodes[i].Layer;
        }
    }

    // All parameters lie in one buffer.
    private void Count(int index, string title, NodeSpec spec)
    {
        if (_parameters > int.MaxValue) { return; }
        _parameters += _layers[_layers.Count - 1].ParameterCount;
        if (_parameters <= int.MaxValue) { return; }
        Report(RuleIds.TooLarge, index, null, -1, title, "the parameters' buffer", "all layers up to this one together",
            Text.Number(_parameters));
    }

    private NodeValue TurnChannels(NodeValue value)
    {
        (int index, string title) = value.Written;
        if (_turned.Add(index))
        {
            LayerSpec written = _model.Nodes.First(node => node.Attribute == index).Layer;
            Findings.Add(ChannelOrder.Report(written, index, title, value.Shape, isError: _turnsChannels));
        }

        return _turnsChannels ? value with { Shape = ChannelOrder.Turn(value.Shape) } : value;
    }

    private void Report(string rule, int layer, string? argument, int source, params string[] values) =>
        Findings.Add(new Finding(rule, layer, argument, new EquatableArray<string>(values), source));

    /// <summary>Where a layer comes from.</summary>
    /// <param name="Attribute">The index of its attribute.</param>
    /// <param name="Title">What messages call it.</param>
    /// <param name="Number">Its number among those that are written.</param>
    /// <param name="IsImplied">Whether another one implies it.</param>
    private sealed record WrittenLayer(int Attribute, string Title, int Number, bool IsImplied);

    /// <summary>What a node gives.</summary>
    /// <param name="Shape">Its shape, as far as it is known.</param>
    /// <param name="From">What messages call the node.</param>
    /// <param name="Source">The index of its attribute, or -1.</param>
    /// <param name="Written">The attribute that says the shape in so many words, [Input] or [Reshape], with what messages call it; -1 where
    /// the shape was worked out.</param>
    /// <param name="Layer">The number of its layer; 0 for the first input, -1 for the second.</param>
    private sealed record NodeValue(Shape Shape, string From, int Source, (int Index, string Title) Written, int Layer)
    {
        public static NodeValue Unknown { get; } = new(default, "the input", -1, (-1, "Input"), 0);
    }
}
