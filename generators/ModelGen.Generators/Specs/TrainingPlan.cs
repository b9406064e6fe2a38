namespace ModelGen.Generators.Specs;

/// <summary>All that is computed, in order, and where every value lies.</summary>
internal sealed record TrainingPlan(
    EquatableArray<PlannedLayer> Layers,
    EquatableArray<PlannedValue> Values,
    EquatableArray<PlannedWeight> Weights,
    EquatableArray<PlannedTransform> Transforms,
    EquatableArray<PlannedRegularizer> Regularizers,
    EquatableArray<ShapeStruct> Structs,
    EquatableArray<KernelCall> Forward,
    EquatableArray<KernelCall> Backward,
    EquatableArray<PlannedGradient> Gradients,
    PlannedEnds Ends,
    long ForwardValues,
    long TrainingValues,
    long LaneValues,
    long PackedValues,
    long TransformedValues,
    long ParameterValues)
{
    /// <summary>
    /// Whether the model is a chain (<see cref="ShapedModel.IsChain"/>): then each layer has one gradient, at a place of its own, and none
    /// are shared from call to call.
    /// </summary>
    public bool IsChain { get; init; }

    /// <summary>How it predicts, where that is not the forward pass of training.</summary>
    public PredictingPlan? Predicting { get; init; }

    /// <summary>What a batch has once.</summary>
    public PlannedBatchValues OfBatch { get; init; } = PlannedBatchValues.None;

    /// <summary>The calls that take up new values of parameters that are not trained, after a step that is not refused.</summary>
    public EquatableArray<KernelCall> StateUpdates { get; init; }

    /// <summary>Floats of the parameters that are trained, which lie before the others.</summary>
    public long TrainableValues { get; init; }

    /// <summary>
    /// The same as <c>TrainingValues</c> with those that only the gradients of the inputs need, which lie behind all others.
    /// </summary>
    public long InputGradientValues { get; init; }

    /// <summary>The same with what layers give that is otherwise never stored, which lies behind those.</summary>
    public long RevealedValues { get; init; }

    /// <summary>
    /// The calls that compute, after a forward pass, what layers give whose work others do, for those who ask for it.
    /// </summary>
    public EquatableArray<KernelCall> Reveals { get; init; }

    /// <summary>The values that they give.</summary>
    public EquatableArray<PlannedValue> RevealedPlaces { get; init; }

    /// <summary>The same as <c>PackedValues</c> with those that only the gradients of the inputs need.</summary>
    public long InputGradientPackedValues { get; init; }

    /// <summary>What names stand for, beside those that every model has.</summary>
    public EquatableArray<string> Legend { get; init; }
}

/// <summary>
/// A forward pass that keeps nothing for a backward pass: values share memory. Those from <c>KeptValues</c> on live for a while only.
/// </summary>
internal sealed record PredictingPlan(
    EquatableArray<PlannedValue> Values, EquatableArray<KernelCall> Forward, PlannedEnds Ends, long KeptValues, long AllValues)
{
    /// <summary>What a batch has once.</summary>
    public PlannedBatchValues OfBatch { get; init; } = PlannedBatchValues.None;
}

/// <summary>The places that a batch has once, however many samples it has, and how many floats they need together.</summary>
internal sealed record PlannedBatchValues(EquatableArray<PlannedBatchValue> Values, long Size)
{
    public static PlannedBatchValues None { get; } = new(default, 0);
}

/// <summary>One of them.</summary>
internal sealed record PlannedBatchValue(string Name, int Size, long Offset = -1);

/// <summary>
/// One layer's line in the table at the head of the generated file, with the layers it reads and the value it gives; empty where that is
/// never stored.
/// </summary>
internal sealed record PlannedLayer(
    int Number, string Title, string Output, long Parameters, string Kept, EquatableArray<int> Reads, string Value)
{
    /// <summary>The number of the layer whose parameters it computes from, or 0 where it has none that are trained.</summary>
    public int TrainedIn { get; init; }

    /// <summary>The multiplications, each with an addition, of one sample's way forward.</summary>
    public long MultiplyAdds { get; init; }
}

/// <summary>A place in the values of one sample; <c>OfSlice</c> says that nothing outside one run of slices needs it.</summary>
internal sealed record PlannedValue(string Name, int Size, bool IsGradient, long Offset = -1, bool OfSlice = false);

/// <summary>
/// The whole gradient of a value: a version of a place, to which these layers have contributed; 0 is the loss.
/// </summary>
internal sealed record PlannedGradient(string Value, string Place, int Version, EquatableArray<int> From);

/// <summary>A place among the parameters; <c>IsShared</c> says that several layers compute from it.</summary>
internal sealed record PlannedWeight(string Name, string ParameterName, ParameterSpec Parameter, bool HasLanes, bool IsPacked = false,
    bool IsShared = false, long Offset = -1, long Lane = -1, long Packed = -1);

/// <summary>A place for a kernel in another form, from which the forward pass computes.</summary>
internal sealed record PlannedTransform(string Name, int Size, long Offset = -1);

/// <summary>What a parameter, or a value, adds to the loss: L1 times the sum of its sizes and L2 times that of its squares.</summary>
internal sealed record PlannedRegularizer(int Layer, string Place, double L1, double L2, bool OnOutputs);

/// <summary>A struct of sizes that a kernel is generic over.</summary>
internal sealed record ShapeStruct(string Name, string Interface, string Description, EquatableArray<ShapeMember> Members)
{
    /// <summary>The layer in its name.</summary>
    public int Layer { get; } =
        int.Parse(new string([.. Name.SkipWhile(c => !char.IsDigit(c))]), System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One size of such a struct.</summary>
internal sealed record ShapeMember(string Type, string Name, string Literal);

/// <summary>The names of the values at both ends of a model, in the order of its inputs and outputs.</summary>
internal sealed record PlannedEnds(EquatableArray<string> Inputs, EquatableArray<PlannedOutput> Outputs);

/// <summary>The names of the values of one output.</summary>
/// <param name="Value">What it gives.</param>
/// <param name="Gradient">Where the loss writes the gradient of it.</param>
/// <param name="LastActivation">The last activation, where its input is kept; else Linear.</param>
/// <param name="Logits">That input.</param>
/// <param name="LogitsGradient">Where the loss writes the gradient of that input, where it takes it.</param>
/// <param name="LastLayer">The layer that gives it, as messages write it.</param>
internal sealed record PlannedOutput(
    string Value, string Gradient, string LastActivation, string Logits, string LogitsGradient, string LastLayer);

/// <summary>How the work of a call is divided.</summary>
internal enum Division
{
    /// <summary>A few samples on one core go through a run of layers.</summary>
    Slices,

    /// <summary>The kernel divides the whole batch itself.</summary>
    Batch,
}

/// <summary>One line of the generated file: an equation and the kernel that computes it.</summary>
internal sealed record KernelCall(
    int Layer, Division Division, string Equation, string Kernel, EquatableArray<string> Types, EquatableArray<KernelArgument> Arguments,
    string? SkippedIf = null)
{
    /// <summary>The output about which the kernel asks what its loss has done; 0 need not be said.</summary>
    public int Output { get; init; }

    /// <summary>What a call of the backward pass is done for; it is left out where none of it is needed. None: it always is.</summary>
    public EquatableArray<Purpose> Serves { get; init; }

    /// <summary>A property of the step without which it is left out, <c>FollowsBatch(2)</c> or <c>!FollowsBatch(2)</c>; or null.</summary>
    public string? OnlyIf { get; init; }
}

/// <summary>What a call of the backward pass is done for.</summary>
/// <param name="Layer">The number of a layer; of an input 0, -1, ...</param>
/// <param name="IsOfParameters">Whether for the gradients of that layer's parameters, or for that of what it gives, on which the
/// gradients of all depend that stands before it.</param>
internal sealed record Purpose(int Layer, bool IsOfParameters)
{
    /// <summary>How the generated file asks whether it is needed.</summary>
    public override string ToString() => $"{(IsOfParameters ? "Trains" : "NeedsGradient")}({Text.Plain(Layer)})";
}

/// <summary>What a kernel does with an argument.</summary>
internal enum Access
{
    Read,
    Write,

    /// <summary>Adds to it, or changes it otherwise, as the kernel always does.</summary>
    Add,

    /// <summary>Adds to it where it would overwrite it otherwise: the call says <c>add: true</c>.</summary>
    WriteSum,
    ReadWeight,

    /// <summary>Changes a parameter that is not trained.</summary>
    UpdateWeight,
    WriteGradient,
    AddGradient,

    /// <summary>Adds to a gradient that another layer has written, as <see cref="WriteSum"/> does.</summary>
    WriteGradientSum,
    WriteLane,

    /// <summary>The same of a lane.</summary>
    WriteLaneSum,
    WritePacked,
    ReadPacked,
    WriteTransformed,
    ReadTransformed,
}

/// <summary>
/// One named argument of a call. Of a value, also of one that a batch has once, it names the version that the call reads or, where it
/// writes, makes: each write to a place, in place or added, makes the next version of it.
/// </summary>
internal sealed record KernelArgument(string Name, string Place, Access Access, int Version = 0)
{
    /// <summary>Of what a layer contributes to the gradient of a value: the number of the layer that gives the value.</summary>
    public int? GradientOf { get; init; }

    /// <summary>Whether it is the gradient of a parameter that the call writes or adds to.</summary>
    public bool IsParameterGradient => Access is Access.WriteGradient or Access.AddGradient or Access.WriteGradientSum or Access.WriteLane
        or Access.WriteLaneSum;

    /// <summary>Whether it is something else that the call writes or changes.</summary>
    public bool IsWritten => Access is Access.Write or Access.Add or Access.WriteSum or Access.WritePacked;

    /// <summary>Whether it is a value, of which there are versions.</summary>
    public bool IsValue => Access is Access.Read or Access.Write or Access.Add or Access.WriteSum;

    /// <summary>Whether the call adds to it because it was told to.</summary>
    public bool IsSum => Access is Access.WriteSum or Access.WriteGradientSum or Access.WriteLaneSum;
}
