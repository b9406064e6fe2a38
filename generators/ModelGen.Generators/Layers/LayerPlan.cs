namespace ModelGen.Generators.Layers;

/// <summary>
/// One layer while its calls are planned. Names carry the layer's number: Y3 is layer 3's output, DY3 its gradient, W3 its kernel.
/// </summary>
internal sealed class LayerPlan(ShapedLayer layer, ShapedLayer? absorbed, string x, bool isLast, bool needsInputGradient,
    Division neighbour, IPlanBuilder builder)
{
    private bool _numbered;

    public ShapedLayer Layer => layer;

    /// <summary>The layer after it, where its calls do that one's work too.</summary>
    public ShapedLayer? Absorbed => absorbed;

    /// <summary>The value that arrives.</summary>
    public string X => x;

    /// <summary>The value that leaves: a new one, unless the layer only reads its input differently.</summary>
    public string Y { get; set; } = $"Y{(absorbed ?? layer).Number}";

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

    /// <summary>How the work planned last is divided; on the way back, an activation's own step joins it.</summary>
    public Division LastDivision => builder.LastDivision;

    /// <summary>W3: a letter and the layer's number.</summary>
    public string Named(string letter) => letter + Text.Plain(layer.Number);

    /// <summary>I2: a letter and the number of the absorbed layer.</summary>
    public string NamedAbsorbed(string letter) => letter + Text.Plain(absorbed!.Number);

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
    /// <param name="letter">The letter.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="hasLanes">Whether its gradient is summed in lanes.</param>
    /// <param name="isPacked">Whether the backward pass needs a copy of it in another layout.</param>
    public void AddWeight(string letter, ParameterSpec parameter, bool hasLanes, bool isPacked = false) =>
        builder.AddWeight(new PlannedWeight(Named(letter), $"{layer.Name}/{parameter.Name}", parameter, hasLanes, isPacked));

    /// <summary>Adds a struct of sizes.</summary>
    public string AddStruct(string name, string @interface, string description, params (string Name, int Value)[] members) =>
        AddStruct(layer, name, @interface, description, members);

    /// <summary>Adds a struct of sizes of this layer or of the absorbed one.</summary>
    public string AddStruct(ShapedLayer owner, string name, string @interface, string description,
        params (string Name, int Value)[] members)
    {
        name += Text.Plain(owner.Number);
        builder.AddStruct(new ShapeStruct(name, @interface, description,
            new EquatableArray<ShapeMember>(members.Select(m => new ShapeMember("int", m.Name, Text.Literal(m.Value))))));
        return name;
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

    /// <summary>Adds such a line for the absorbed layer.</summary>
    public void NoteAbsorbed(string equation) =>
        builder.Add(
            new KernelCall(absorbed!.Number, Division.Slices, Label(absorbed.Number) + equation, "", new EquatableArray<string>(),
                new EquatableArray<KernelArgument>(), null));

    /// <summary>
    /// Adds a kernel in another form, U3, and the call that computes it before the forward pass begins, where parameters have changed.
    /// </summary>
    public string Transform(string kernel, string[] types, string weight, int size, string how)
    {
        string name = Named("U");
        builder.AddTransform(
            new PlannedTransform(name, size),
            new KernelCall(layer.Number, Division.Batch, $"{Label(layer.Number)}{name} = {weight} {how}", kernel,
                new EquatableArray<string>(types),
                new EquatableArray<KernelArgument>(new KernelArgument("u", name, Access.WriteTransformed), Weight("w", weight)),
                "KernelsAreTransformed"));
        return name;
    }

    /// <summary>Adds a call that lays a kernel out anew before the backward pass begins.</summary>
    public void Pack(string kernel, string[] types, string weight, string how) =>
        builder.AddPreparation(
            new KernelCall(layer.Number, Division.Batch, $"{Label(layer.Number)}{weight} {how}", kernel, new EquatableArray<string>(types),
            new EquatableArray<KernelArgument>(new KernelArgument("packed", weight, Access.WritePacked), Weight("w", weight))));

    /// <summary>Adds a regularizer to the loss.</summary>
    public void AddRegularizer(PlannedRegularizer regularizer) => builder.AddRegularizer(regularizer);

    /// <summary>Adds a call that comes when the backward pass has written all gradients.</summary>
    public void End(string equation, string kernel, string[] types, params KernelArgument[] arguments) =>
        builder.AddEnding(
            new KernelCall(layer.Number, Division.Batch, Label(layer.Number) + equation, kernel, new EquatableArray<string>(types),
                new EquatableArray<KernelArgument>(arguments)));

    /// <summary>Adds a call.</summary>
    public void Call(Division division, string equation, string kernel, string[] types, params KernelArgument[] arguments) =>
        CallUnless(null, division, equation, kernel, types, arguments);

    /// <summary>
    /// Adds a call on the whole batch; where slices are being planned it waits for their end, so that it does not part them.
    /// </summary>
    public void CallAfterSlices(string equation, string kernel, string[] types, params KernelArgument[] arguments)
    {
        if (LastDivision == Division.Batch) { Call(Division.Batch, equation, kernel, types, arguments); }
        else
        {
            builder.AddAfterSlices(
                new KernelCall(layer.Number, Division.Batch, Label(layer.Number) + equation, kernel, new EquatableArray<string>(types),
                    new EquatableArray<KernelArgument>(arguments)));
        }
    }

    /// <summary>Adds a call that is skipped where a property of the step is true.</summary>
    public void CallUnless(string? property, Division division, string equation, string kernel, string[] types,
        params KernelArgument[] arguments)
    {
        string label = _numbered ? "   " : Label(layer.Number);
        _numbered = true;
        builder.Add(new KernelCall(
            layer.Number, division, label + equation, kernel, new EquatableArray<string>(types),
            new EquatableArray<KernelArgument>(arguments), property));
    }

    private static string Label(int number) => Text.Plain(number).PadRight(3);

    /// <summary>An input of a call.</summary>
    public static KernelArgument In(string name, string value) => new(name, value, Access.Read);

    /// <summary>An output of a call.</summary>
    public static KernelArgument Out(string name, string value) => new(name, value, Access.Write);

    /// <summary>A parameter that a call reads.</summary>
    public static KernelArgument Weight(string name, string weight) => new(name, weight, Access.ReadWeight);

    /// <summary>A packed parameter that a call reads.</summary>
    public static KernelArgument Packed(string name, string weight) => new(name, weight, Access.ReadPacked);

    /// <summary>A transformed kernel that a call reads.</summary>
    public static KernelArgument Transformed(string name, string transform) => new(name, transform, Access.ReadTransformed);

    /// <summary>A parameter's gradient that a call writes, whole or as a slice's part.</summary>
    public static KernelArgument Gradient(string name, string weight, bool hasLanes) =>
        new(name, weight, hasLanes ? Access.WriteLane : Access.WriteGradient);
}

/// <summary>Where a plan is collected.</summary>
internal interface IPlanBuilder
{
    void AddValue(string name, int size, bool isGradient);

    void AddWeight(PlannedWeight weight);

    void AddStruct(ShapeStruct shape);

    void OfferLogits(string activation, string logits);

    void Add(KernelCall call);

    /// <summary>How the work planned last is divided; by the batch where there is none.</summary>
    Division LastDivision { get; }

    /// <summary>Adds a call when the next one on the whole batch comes, before it, or at the end.</summary>
    void AddAfterSlices(KernelCall call);

    void AddPreparation(KernelCall call);

    void AddTransform(PlannedTransform transform, KernelCall call);

    void AddRegularizer(PlannedRegularizer regularizer);

    void AddEnding(KernelCall call);
}
