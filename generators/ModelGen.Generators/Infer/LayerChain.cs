using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Infer;

/// <summary>
/// A fold of the layers over the input's shape. An error does not end it: what is unknown from there on is not checked, everything else is.
/// </summary>
internal sealed class LayerChain
{
    private readonly ModelSpec _model;
    private readonly LayerNames _names = new();
    private readonly List<ShapedLayer> _layers = [];
    private readonly HashSet<int> _unknown;
    private readonly bool _turnsChannels;
    private Shape _shape;
    private string _from = "the input";
    private int _source;
    private long _parameters;

    // The attribute that says the shape in so many words, [Input] or [Reshape], with what messages call it;
    // -1 where the shape was worked out.
    private (int Index, string Title) _written;

    /// <param name="model">The model.</param>
    /// <param name="unknown">The indices of attributes that are no layers, however they are called.</param>
    /// <param name="turnsChannels">Whether channels that seem to come first are taken for the last, so that
    /// what follows is checked as it was meant.</param>
    public LayerChain(ModelSpec model, HashSet<int> unknown, bool turnsChannels)
    {
        (_model, _unknown, _turnsChannels) = (model, unknown, turnsChannels);
        int[] order = [.. Enumerable.Range(0, model.Layers.Count).Where(i => model.Layers[i].Attribute != "Input")];
        _source = Enumerable.Range(0, model.Layers.Count).Except(order).Except(unknown).DefaultIfEmpty(-1).First();
        _written = (_source, "Input");
        if (_source >= 0) { _shape = ReadInput(); }
        Input = _shape;
        for (int n = 0; n < order.Length; n++) { Add(order[n], n + 1, order.Skip(n + 1).Select(i => model.Layers[i])); }
        Layers = new EquatableArray<ShapedLayer>(_names.Apply(_layers, Findings));
    }

    public List<Finding> Findings { get; } = [];

    public Shape Input { get; }

    public EquatableArray<ShapedLayer> Layers { get; }

    private Shape ReadInput()
    {
        EquatableArray<int> sizes = _model.Layers[_source].Ints("shape");
        if (sizes.Count is 0 or > 3)
        {
            Report(RuleIds.InputRank, _source, "shape", -1, Text.Plain(sizes.Count));
            return default;
        }

        for (int axis = 0; axis < sizes.Count; axis++)
        {
            if (sizes[axis] < 1)
            {
                Report(RuleIds.NotPositive, _source, $"shape[{axis}]", -1, "Input", $"size {axis + 1}", Text.Plain(sizes[axis]));
            }
        }

        var shape = new Shape([.. sizes.Select(size => Math.Max(size, Shape.Unknown))]);
        if (!shape.IsKnown || shape.Count <= int.MaxValue) { return shape; }
        Report(RuleIds.TooLarge, _source, "shape", -1, "Input", "one sample", shape.ToString(), Text.Number(shape.Count));
        return default;
    }

    private void Add(int index, int number, IEnumerable<LayerSpec> following)
    {
        LayerSpec spec = _model.Layers[index];
        if (_unknown.Contains(index) || LayerCatalog.Find(spec.Attribute) is not { } kind)
        {
            (_shape, _written) = (default, (-1, ""));
            return;
        }

        string title = Title(number, kind);
        if (kind.WorksOnImages && _written.Index >= 0 && ChannelOrder.SeemsFirst(_shape, spec)) { TurnChannels(); }
        if (kind.ImpliesFlatten(spec, _shape))
        {
            if (_shape.IsKnown)
            {
                Report(RuleIds.FlattenImplied, index, null, _source, title, _from, _shape.ToString(), Text.Number(_shape.Count));
            }
            Apply(LayerCatalog.Flatten, new LayerSpec("Flatten", default), index, Title(number, LayerCatalog.Flatten), following);
        }

        Apply(kind, spec, index, title, following);
        if (spec.Has("Name") && spec.Text("Name") is var name && !_names.Reserve(name, index, title))
        {
            Report(RuleIds.DuplicateName, index, "Name", -1, title, name);
        }
        Count(index, title);
        if (kind is not (ActivationLayer or DropoutLayer)) { _written = kind is ReshapeLayer ? (index, title) : (-1, ""); }
        (_source, _from) = (index, $"layer {Text.Plain(number)} ({kind.Name})");
    }

    private static string Title(int number, LayerKind kind) => $"Layer {Text.Plain(number)}, {kind.Name}";

    private void Apply(LayerKind kind, LayerSpec spec, int index, string title, IEnumerable<LayerSpec> following)
    {
        var context = new InferContext(spec, title, index, _shape, _from, _source, following, Findings);
        kind.Infer(context);
        _layers.Add(
            new ShapedLayer(_layers.Count + 1, spec, spec.Text("Name"), kind.KerasClass(_shape), _shape, context.Output,
                new EquatableArray<ParameterSpec>(context.Parameters)));
        _shape = context.Output;
    }

    // All parameters lie in one buffer.
    private void Count(int index, string title)
    {
        if (_parameters > int.MaxValue) { return; }
        _parameters += _layers[_layers.Count - 1].ParameterCount;
        if (_parameters <= int.MaxValue) { return; }
        Report(RuleIds.TooLarge, index, null, -1, title, "the parameters' buffer", "all layers up to this one together",
            Text.Number(_parameters));
    }

    private void TurnChannels()
    {
        Findings.Add(ChannelOrder.Report(_model.Layers[_written.Index], _written.Index, _written.Title, _shape, isError: _turnsChannels));
        if (_turnsChannels) { _shape = ChannelOrder.Turn(_shape); }
    }

    private void Report(string rule, int layer, string? argument, int source, params string[] values) =>
        Findings.Add(new Finding(rule, layer, argument, new EquatableArray<string>(values), source));
}
