using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Plan;

/// <summary>
/// From shapes to calls: each layer is asked for its forward calls, then, in reverse, for its backward calls given what is needed.
/// </summary>
internal sealed class TrainingPlanner : IPlanBuilder
{
    private readonly Dictionary<string, PlannedValue> _values = [];
    private readonly List<string> _order = [];
    private readonly List<PlannedWeight> _weights = [];
    private readonly Dictionary<string, ShapeStruct> _structs = [];
    private readonly List<KernelCall> _preparations = [];
    private readonly List<PlannedTransform> _transforms = [];
    private readonly List<KernelCall> _transformCalls = [];
    private readonly List<PlannedRegularizer> _regularizers = [];
    private readonly List<KernelCall> _endings = [];
    private readonly List<KernelCall> _waiting = [];
    private List<KernelCall> _calls = [];
    private (string Activation, string Value)? _logits;

    public static TrainingPlan Plan(ShapedModel model)
    {
        TrainingPlan plan = new TrainingPlanner().Build(model);
        PlanVerifier.Verify(plan);
        return plan;
    }

    void IPlanBuilder.AddValue(string name, int size, bool isGradient)
    {
        if (_values.ContainsKey(name)) { return; }
        _values.Add(name, new PlannedValue(name, size, isGradient));
        _order.Add(name);
    }

    void IPlanBuilder.AddWeight(PlannedWeight weight) => _weights.Add(weight);

    void IPlanBuilder.AddStruct(ShapeStruct shape)
    {
        if (!_structs.ContainsKey(shape.Name)) { _structs.Add(shape.Name, shape); }
    }

    void IPlanBuilder.OfferLogits(string activation, string logits) => _logits = (activation, logits);

    void IPlanBuilder.Add(KernelCall call)
    {
        if (call.Division == Division.Batch) { EndSlices(); }
        _calls.Add(call);
    }

    void IPlanBuilder.AddAfterSlices(KernelCall call) => _waiting.Add(call);

    private void EndSlices()
    {
        _calls.AddRange(_waiting);
        _waiting.Clear();
    }

    Division IPlanBuilder.LastDivision => _calls.LastOrDefault()?.Division ?? Division.Batch;

    void IPlanBuilder.AddTransform(PlannedTransform transform, KernelCall call)
    {
        _transforms.Add(transform);
        _transformCalls.Add(call);
    }

    void IPlanBuilder.AddRegularizer(PlannedRegularizer regularizer) => _regularizers.Add(regularizer);

    void IPlanBuilder.AddEnding(KernelCall call) => _endings.Add(call);

    void IPlanBuilder.AddPreparation(KernelCall call) => _preparations.Add(call);

    private TrainingPlan Build(ShapedModel model)
    {
        IPlanBuilder builder = this;
        builder.AddValue("X0", model.Input.Size, isGradient: false);
        var plans = new List<(ShapedLayer Layer, ShapedLayer? Absorbed, string X, string Y, bool IsLast, bool HasParametersBefore,
            Division Division)>();
        string x = "X0";
        bool parametersBefore = false;
        var division = Division.Slices;
        for (int i = 0; i < model.Layers.Count; i++)
        {
            ShapedLayer layer = model.Layers[i];
            ShapedLayer? absorbed = i + 1 < model.Layers.Count && LayerCatalog.Of(layer).Absorbs(layer, model.Layers[i + 1])
                ? model.Layers[++i] : null;
            var plan = new LayerPlan(layer, absorbed, x, i + 1 == model.Layers.Count, parametersBefore, division, this);
            LayerCatalog.Of(layer).PlanForward(plan);
            division = _calls.LastOrDefault()?.Division ?? division;
            plans.Add((layer, absorbed, x, plan.Y, plan.IsLast, parametersBefore, division));
            parametersBefore |= layer.Parameters.Count > 0;
            x = plan.Y;
        }

        List<KernelCall> forward = [.. _transformCalls, .. _calls];
        _calls = [];
        builder.AddValue("D" + x, _values[x].Size, isGradient: true);
        foreach (var (layer, absorbed, input, output, isLast, before, joined) in Enumerable.Reverse(plans))
        {
            if (layer.Parameters.Count == 0 && !before) { continue; }
            LayerCatalog.Of(layer).PlanBackward(new LayerPlan(layer, absorbed, input, isLast, before, joined, this) { Y = output });
        }

        EndSlices();
        string logits = _logits?.Value ?? x;
        builder.AddValue("D" + logits, _values[logits].Size, isGradient: true);
        ShapedLayer last = model.Layers[model.Layers.Count - 1];
        var ends = new PlannedEnds("X0", x, "D" + x, _logits?.Activation ?? "Linear", logits, "D" + logits,
            $"layer {last.Number} ({LayerCatalog.Of(last).Name})");
        ILookup<int, string> kept = Kept();
        return MemoryPlanner.Place(
            new TrainingPlan(
                new EquatableArray<PlannedLayer>(model.Layers.Select(layer => Describe(layer, kept[layer.Number]))),
                new EquatableArray<PlannedValue>(_order.Select(name => _values[name])),
                new EquatableArray<PlannedWeight>(_weights),
                new EquatableArray<PlannedTransform>(_transforms),
                new EquatableArray<PlannedRegularizer>(_regularizers),
                new EquatableArray<ShapeStruct>(_structs.Values.OrderBy(NumberOf).ThenBy(s => s.Name.Length)
                    .ThenBy(s => s.Name, StringComparer.Ordinal)),
                new EquatableArray<KernelCall>(forward),
                new EquatableArray<KernelCall>(Enumerable.Reverse(_preparations).Concat(_calls).Concat(_endings)),
                ends, 0, 0, 0, 0, 0, 0));
    }

    private static int NumberOf(ShapeStruct shape) =>
        int.Parse(new string([.. shape.Name.SkipWhile(c => !char.IsDigit(c))]), System.Globalization.CultureInfo.InvariantCulture);

    // What the backward calls of each layer read of the forward pass.
    private ILookup<int, string> Kept() =>
        _calls.SelectMany(call => call.Arguments
                .Where(argument => argument.Access == Access.Read && !_values[argument.Place].IsGradient)
                .Select(argument => (call.Layer, argument.Place)))
            .Distinct()
            .ToLookup(read => read.Layer, read => read.Place);

    private static PlannedLayer Describe(ShapedLayer layer, IEnumerable<string> kept) =>
        new(layer.Number, $"{layer.Name} ({layer.KerasClass})", layer.Output.ToString(), layer.ParameterCount, string.Join(", ", kept));
}
