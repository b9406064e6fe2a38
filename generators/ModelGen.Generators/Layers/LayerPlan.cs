namespace ModelGen.Generators.Layers;

/// <summary>
/// One layer while its calls are planned. Names carry the layer's number: Y3 is layer 3's output, DY3 its gradient, W3 its kernel.
/// </summary>
/// <param name="layer">The layer.</param>
/// <param name="absorbed">The layers after it, whose work its calls do too.</param>
/// <param name="output">The place of what it gives among the model's outputs, or -1.</param>
/// <param name="isReadOn">Whether other layers read what it gives.</param>
/// <param name="neighbour">How the work around it is divided.</param>
/// <param name="builder">Where the plan is collected.</param>
internal sealed class LayerPlan(
    ShapedLayer layer, EquatableArray<ShapedLayer> absorbed, int output, bool isReadOn, Division neighbour, IPlanBuilder builder)
{
    private string? _summand;
    private bool _numbered;

    public ShapedLayer Layer => layer;

    /// <summary>The layers after it, whose work its calls do too.</summary>
    public EquatableArray<ShapedLayer> Absorbed => absorbed;

    /// <summary>The last layer that its calls do.</summary>
    public ShapedLayer Last => absorbed.Count == 0 ? layer : absorbed[absorbed.Count - 1];

    /// <summary>The value that arrives first.</summary>
    public string X => ValueOf(0);

    /// <summary>The value that leaves: a new one, unless the layer only reads its input differently.</summary>
    public string Y { get; set; } = $"Y{(absorbed.Count == 0 ? layer : absorbed[absorbed.Count - 1]).Number}";

    /// <summary>The gradient of <see cref="X"/>, by its own name.</summary>
    public string DX => "D" + X;

    /// <summary>The number of the layer whose parameters it computes from: its own, or that of the one that shares them.</summary>
    public int Owner => IsShared ? layer.SharesWith : layer.Number;

    /// <summary>The whole gradient of <see cref="Y"/>, where it lies.</summary>
    public string DY => builder.GradientOf(Y);

    /// <summary>Whether this layer gives one of the model's outputs.</summary>
    public bool IsLast => output >= 0;

    /// <summary>Whether it gives one that other layers read too, so that its gradient is not the loss's alone.</summary>
    public bool IsReadOn => IsLast && isReadOn;

    /// <summary>Whether nothing is kept for a backward pass.</summary>
    public bool IsPredicting => builder.IsPredicting;

    /// <summary>How the work around this layer is divided; light layers join it.</summary>
    public Division Neighbour => neighbour;

    /// <summary>How the work planned last is divided; on the way back, an activation's own step joins it.</summary>
    public Division LastDivision => builder.LastDivision;

    /// <summary>The value that arrives as one of the layer's inputs.</summary>
    public string ValueOf(int input) => builder.ValueOf(layer.Reads[input]);

    /// <summary>The value of a layer with this number.</summary>
    public string ValueOfLayer(int number) => builder.ValueOf(number);

    /// <summary>Whether the value that arrives first is one of the model's inputs.</summary>
    public bool ReadsInput => builder.GivesInput(layer.Reads[0]);

    /// <summary>W3: a letter and the layer's number.</summary>
    public string Named(string letter) => letter + Text.Plain(layer.Number);

    /// <summary>W3: a letter and the number of the layer whose parameters these are.</summary>
    public string NamedWeight(string letter) => letter + Text.Plain(Owner);

    /// <summary>Whether the gradient of a parameter of the layer with which this one shares them is summed in lanes.</summary>
    public bool HasSharedLanes(string letter) => builder.HasLanes(NamedWeight(letter));

    /// <summary>Whether the parameters are those of a layer before this one.</summary>
    public bool IsShared => layer.SharesWith != 0;

    /// <summary>Z3: a letter and the number of the last layer that its calls do.</summary>
    public string NamedLast(string letter) => letter + Text.Plain(Last.Number);

    /// <summary>Adds a value of one sample.</summary>
    public string AddValue(string name, int size)
    {
        builder.AddValue(name, size, isGradient: false);
        return name;
    }

    /// <summary>Adds a place that a batch has once.</summary>
    public string AddBatchValue(string name, long size)
    {
        builder.AddBatchValue(name, size);
        return name;
    }

    /// <summary>
    /// Adds what this layer contributes to the gradient of its first input, for a kernel that overwrites. Where other layers have
    /// contributed before, it is a place of its own, which is added when the layer's calls have been planned.
    /// </summary>
    public Contribution AddInputGradient()
    {
        int read = layer.Reads[0];
        if (!builder.HasGradient(read)) { return ContributeInputGradient(); }
        _summand = $"D{X}By{Text.Plain(layer.Number)}";
        builder.AddValue(_summand, layer.Input.Size, isGradient: true);
        return new Contribution(_summand, Adds: false, read);
    }

    /// <summary>Adds the same for a kernel that can also add.</summary>
    public Contribution ContributeInputGradient(int input = 0) =>
        builder.Contribute(layer.Reads[input], layer.Number, layer.Inputs[input].Size);

    /// <summary>
    /// Adds the same for a kernel that can also work in place: over a gradient of the input's size that it reads, where nobody else does.
    /// </summary>
    public Contribution ContributeOver(string gradient) =>
        builder.ContributeOver(layer.Reads[0], layer.Number, layer.Input.Size, gradient, Y);

    /// <summary>
    /// Says that this layer contributes a gradient, as it stands, to that of a layer it reads: the place is shared where nothing has been
    /// contributed, else it is added.
    /// </summary>
    /// <param name="read">The number of the layer that is read.</param>
    /// <param name="by">The number of the layer that reads it: this one, or one that it absorbs.</param>
    /// <param name="shape">The shape of what is read.</param>
    /// <param name="gradient">Where the gradient lies.</param>
    public void ContributeAsItStands(int read, int by, Shape shape, string gradient)
    {
        if (builder.TryShare(read, by, gradient))
        {
            if ("D" + builder.ValueOf(read) is var own && own != gradient)
            {
                Note($"{own} is {gradient}: a sum hands its gradient on as it stands");
            }
            return;
        }

        AddTo(read, by, shape.Size, gradient);
    }

    /// <summary>Adds what this layer's kernel could not add itself.</summary>
    public void AddSummand()
    {
        if (_summand is not null) { AddTo(layer.Reads[0], layer.Number, layer.Input.Size, _summand); }
    }

    private void AddTo(int read, int by, int size, string gradient)
    {
        Contribution sum = builder.Contribute(read, by, size);
        Call(Division.Slices, $"{sum.Place} {sum.Sign} {gradient}", $"Merge.{(sum.Adds ? "Add" : "Copy")}Gradient",
            [builder.AddGradientSize(builder.ValueOf(read), size)],
            new KernelArgument("dx", sum.Place, sum.Adds ? Access.Add : Access.Write) { GradientOf = read }, In("dy", gradient));
    }

    /// <summary>
    /// Where the gradient of the layer's output may be changed in place, because nobody else needs it as it is; else a place of its own.
    /// </summary>
    public string GradientToChange() => builder.MayOverwrite(DY, Y) ? DY : AddGradient(NamedLast("Z"), Last.Output.Size);

    /// <summary>Has the gradient of the layer's output at a place of its own, where something is always added to it.</summary>
    public string OwnGradient()
    {
        builder.MakeOwn(Y, layer.Number);
        return DY;
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
        builder.AddWeight(
            new PlannedWeight(NamedWeight(letter), $"{layer.Name}/{parameter.Name}", parameter, hasLanes, isPacked, IsShared));

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
    public string AddStruct(string name, string @interface, string description, params ShapeMember[] members) =>
        AddStruct(layer, name, @interface, description, members);

    /// <summary>The same of this layer or of an absorbed one.</summary>
    public string AddStruct(ShapedLayer owner, string name, string @interface, string description, ShapeMember[] members)
    {
        name += Text.Plain(owner.Number);
        builder.AddStruct(new ShapeStruct(name, @interface, description, new EquatableArray<ShapeMember>(members)));
        return name;
    }

    /// <summary>Says that the loss may take this value, the input of the last activation, in place of the output.</summary>
    public void OfferLogits(string activation, string logits) => builder.OfferLogits(output, activation, logits);

    /// <summary>Says where the loss that takes that value writes its gradient.</summary>
    public void TakeLogitsGradient(string place) => builder.TakeLogitsGradient(output, place);

    /// <summary>Adds a line that explains and computes nothing.</summary>
    public void Note(string equation) => Call(Neighbour, equation, "", []);

    /// <summary>Adds such a line for a layer that is absorbed.</summary>
    public void NoteAbsorbed(ShapedLayer other, Division division, string equation) =>
        builder.Add(
            new KernelCall(other.Number, division, Label(other.Number) + equation, "", new EquatableArray<string>(),
                new EquatableArray<KernelArgument>(), null));

    /// <summary>
    /// Adds a kernel in another form, U3, and the call that computes it before the forward pass begins, where parameters have changed.
    /// </summary>
    public string Transform(string kernel, string[] types, KernelArgument weight, int size, string how)
    {
        string name = NamedWeight("U");
        builder.AddTransform(
            new PlannedTransform(name, size),
            new KernelCall(layer.Number, Division.Batch, $"{Label(layer.Number)}{name} = {weight.Place} {how}", kernel,
                new EquatableArray<string>(types),
                new EquatableArray<KernelArgument>(new KernelArgument("u", name, Access.WriteTransformed), weight),
                "KernelsAreTransformed"));
        return name;
    }

    /// <summary>Adds a call before the forward pass, which is skipped while parameters are as they were.</summary>
    public void BeforeForward(string equation, string kernel, string[] types, params KernelArgument[] arguments) =>
        builder.AddBeforeForward(
            new KernelCall(layer.Number, Division.Batch, Label(layer.Number) + equation, kernel, new EquatableArray<string>(types),
                new EquatableArray<KernelArgument>(arguments), "KernelsAreTransformed"));

    /// <summary>Adds a call that takes up new values of parameters that are not trained, after a step that is not refused.</summary>
    public void UpdateState(string onlyIf, string equation, string kernel, string[] types, params KernelArgument[] arguments) =>
        builder.AddStateUpdate(
            new KernelCall(layer.Number, Division.Batch, Label(layer.Number) + equation, kernel, new EquatableArray<string>(types),
                new EquatableArray<KernelArgument>(arguments)) { OnlyIf = onlyIf });

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
        params KernelArgument[] arguments) => builder.Add(Labelled(division, equation, kernel, types, arguments, property));

    /// <summary>Adds a call that is left out where a property of the step is false; null: that never is.</summary>
    public void CallIf(string? property, Division division, string equation, string kernel, string[] types,
        params KernelArgument[] arguments) =>
        builder.Add(Labelled(division, equation, kernel, types, arguments, null) with { OnlyIf = property });

    /// <summary>Adds a call of a kernel that asks what the loss of this layer's output has done.</summary>
    public void CallAfterLoss(Division division, string equation, string kernel, string[] types, params KernelArgument[] arguments) =>
        builder.Add(Labelled(division, equation, kernel, types, arguments, null) with { Output = output });

    /// <summary>Adds a call that is skipped where the loss of this layer's output took the last activation's input.</summary>
    public void CallUnlessLogitsTaken(Division division, string equation, string kernel, string[] types,
        params KernelArgument[] arguments) =>
        builder.Add(Labelled(division, equation, kernel, types, arguments, "LossTookLogits") with { Output = output });

    private KernelCall Labelled(
        Division division, string equation, string kernel, string[] types, KernelArgument[] arguments, string? skippedIf)
    {
        string label = _numbered ? "   " : Label(layer.Number);
        _numbered = true;
        return new KernelCall(layer.Number, division, label + equation, kernel, new EquatableArray<string>(types),
            new EquatableArray<KernelArgument>(arguments), skippedIf);
    }

    private static string Label(int number) => Text.Plain(number).PadRight(3);

    /// <summary>An input of a call.</summary>
    public static KernelArgument In(string name, string value) => new(name, value, Access.Read);

    /// <summary>An output of a call.</summary>
    public static KernelArgument Out(string name, string value) => new(name, value, Access.Write);

    /// <summary>A place that a call reads and writes.</summary>
    public static KernelArgument InPlace(string name, string value) => new(name, value, Access.Add);

    /// <summary>A parameter that a call reads.</summary>
    public static KernelArgument Weight(string name, string weight) => new(name, weight, Access.ReadWeight);

    /// <summary>A packed parameter that a call reads.</summary>
    public static KernelArgument Packed(string name, string weight) => new(name, weight, Access.ReadPacked);

    /// <summary>A transformed kernel that a call reads.</summary>
    public static KernelArgument Transformed(string name, string transform) => new(name, transform, Access.ReadTransformed);

    /// <summary>What a kernel that can add contributes to a gradient.</summary>
    public static KernelArgument Out(string name, Contribution contribution) =>
        new(name, contribution.Place, contribution.Adds ? Access.WriteSum : Access.Write) { GradientOf = contribution.Of };

    /// <summary>
    /// The gradient of one of the layer's parameters that a call writes, whole or as a slice's part, or adds to where another layer with
    /// the same parameters comes first.
    /// </summary>
    public KernelArgument Gradient(string name, string letter, bool hasLanes)
    {
        string weight = NamedWeight(letter);
        bool adds = !builder.IsFirstGradientOf(weight);
        return new(name, weight, (hasLanes, adds) switch
        {
            (true, true) => Access.WriteLaneSum,
            (true, false) => Access.WriteLane,
            (false, true) => Access.WriteGradientSum,
            _ => Access.WriteGradient,
        });
    }
}
