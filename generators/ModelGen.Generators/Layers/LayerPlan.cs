namespace ModelGen.Generators.Layers;

/// <summary>One layer while its calls are planned. Names carry the layer's number: Y3 is layer 3's output, DY3 its gradient, W3 its kernel.</summary>
internal sealed class LayerPlan(ShapedLayer layer, string x, bool isLast, bool needsInputGradient, Division neighbour, IPlanBuilder builder)
{
    private bool _numbered;

    public ShapedLayer Layer => layer;

    /// <summary>The value that arrives.</summary>
    public string X => x;

    /// <summary>The value that leaves: a new one, unless the layer only reads its input differently.</summary>
    public string Y { get; set; } = $"Y{layer.Number}";

    /// <summary>The gradient of <see cref="X"/>.</summary>
    public string DX => "D" + X;

    /// <summary>The gradient of <see cref="Y"/>.</summary>
    public string DY => "D" + Y;

    /// <summary>Whether this layer gives the model's output.</summary>
    public bool IsLast => isLast;

    /// <summary>Whether a layer before this one has parameters.</summary>
    public bool NeedsInputGradient => needsInputGradient;

    /// <summary>How the work around this layer is divided; light layers join it.</summary>
    public Division Neighbour => neighbour;

    /// <summary>W3: a letter and the layer's number.</summary>
    public string Named(string letter) => letter + Text.Plain(layer.Number);

    /// <summary>Adds a value of one sample.</summary>
    public string AddValue(string name, int size)
    {
        builder.AddValue(name, size, isGradient: false);
        return name;
    }

    /// <summary>Adds the gradient of the layer's input.</summary>
    public string AddInputGradient()
    {
        builder.AddValue(DX, layer.Input.Size, isGradient: true);
        return DX;
    }

    /// <summary>Adds the gradient of some value of the layer.</summary>
    public string AddGradient(string value, int size)
    {
        builder.AddValue("D" + value, size, isGradient: true);
        return "D" + value;
    }

    /// <summary>Adds a parameter: its letter (W, B) and whether its gradient is summed in lanes.</summary>
    public void AddWeight(string letter, ParameterSpec parameter, bool hasLanes) =>
        builder.AddWeight(new PlannedWeight(Named(letter), $"{layer.Name}/{parameter.Name}", parameter, hasLanes));

    /// <summary>Adds a struct of sizes.</summary>
    public string AddStruct(string name, string @interface, string description, params (string Name, int Value)[] members)
    {
        builder.AddStruct(new ShapeStruct(Named(name), @interface, description,
            new EquatableArray<ShapeMember>(members.Select(m => new ShapeMember("int", m.Name, Text.Literal(m.Value))))));
        return Named(name);
    }

    /// <summary>Adds a struct of sizes, some of which are not integers.</summary>
    public string AddStruct(string name, string @interface, string description, params ShapeMember[] members)
    {
        builder.AddStruct(new ShapeStruct(Named(name), @interface, description, new EquatableArray<ShapeMember>(members)));
        return Named(name);
    }

    /// <summary>Says that the loss may take this value, the input of the last activation, in place of the output.</summary>
    public void OfferLogits(string activation, string logits) => builder.OfferLogits(activation, logits);

    /// <summary>Adds a line that explains and computes nothing.</summary>
    public void Note(string equation) => Call(Neighbour, equation, "", []);

    /// <summary>Adds a call.</summary>
    public void Call(Division division, string equation, string kernel, string[] types, params KernelArgument[] arguments) =>
        CallUnless(null, division, equation, kernel, types, arguments);

    /// <summary>Adds a call that is skipped where a property of the step is true.</summary>
    public void CallUnless(string? property, Division division, string equation, string kernel, string[] types, params KernelArgument[] arguments)
    {
        string label = _numbered ? "   " : Text.Plain(layer.Number).PadRight(3);
        _numbered = true;
        builder.Add(new KernelCall(
            layer.Number, division, label + equation, kernel, new EquatableArray<string>(types), new EquatableArray<KernelArgument>(arguments), property));
    }

    /// <summary>An input of a call.</summary>
    public static KernelArgument In(string name, string value) => new(name, value, Access.Read);

    /// <summary>An output of a call.</summary>
    public static KernelArgument Out(string name, string value) => new(name, value, Access.Write);

    /// <summary>A parameter that a call reads.</summary>
    public static KernelArgument Weight(string name, string weight) => new(name, weight, Access.ReadWeight);

    /// <summary>A parameter's gradient that a call writes, whole or as a slice's part.</summary>
    public static KernelArgument Gradient(string name, string weight, bool hasLanes) => new(name, weight, hasLanes ? Access.WriteLane : Access.WriteGradient);
}

/// <summary>Where a plan is collected.</summary>
internal interface IPlanBuilder
{
    void AddValue(string name, int size, bool isGradient);

    void AddWeight(PlannedWeight weight);

    void AddStruct(ShapeStruct shape);

    void OfferLogits(string activation, string logits);

    void Add(KernelCall call);
}
