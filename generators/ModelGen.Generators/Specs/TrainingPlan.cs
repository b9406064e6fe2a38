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
    PlannedEnds Ends,
    long ForwardValues,
    long TrainingValues,
    long LaneValues,
    long PackedValues,
    long TransformedValues,
    long ParameterValues);

/// <summary>One layer's line in the table at the head of the generated file.</summary>
internal sealed record PlannedLayer(int Number, string Title, string Output, long Parameters, string Kept);

/// <summary>A place in the values of one sample; <c>OfSlice</c> says that nothing outside one run of slices needs it.</summary>
internal sealed record PlannedValue(string Name, int Size, bool IsGradient, long Offset = -1, bool OfSlice = false);

/// <summary>A place among the parameters.</summary>
internal sealed record PlannedWeight(string Name, string ParameterName, ParameterSpec Parameter, bool HasLanes, bool IsPacked = false,
    long Offset = -1, long Lane = -1, long Packed = -1);

/// <summary>A place for a kernel in another form, from which the forward pass computes.</summary>
internal sealed record PlannedTransform(string Name, int Size, long Offset = -1);

/// <summary>What a parameter, or a value, adds to the loss: L1 times the sum of its sizes and L2 times that of its squares.</summary>
internal sealed record PlannedRegularizer(string Place, double L1, double L2, bool OnOutputs);

/// <summary>A struct of sizes that a kernel is generic over.</summary>
internal sealed record ShapeStruct(string Name, string Interface, string Description, EquatableArray<ShapeMember> Members);

/// <summary>One size of such a struct.</summary>
internal sealed record ShapeMember(string Type, string Name, string Literal);

/// <summary>The names of the values at both ends of a model.</summary>
internal sealed record PlannedEnds(
    string Input, string Output, string OutputGradient, string LastActivation, string Logits, string LogitsGradient, string LastLayer);

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
    string? SkippedIf = null);

/// <summary>What a kernel does with an argument.</summary>
internal enum Access
{
    Read,
    Write,
    Add,
    ReadWeight,
    WriteGradient,
    AddGradient,
    WriteLane,
    WritePacked,
    ReadPacked,
    WriteTransformed,
    ReadTransformed,
}

/// <summary>One named argument of a call.</summary>
internal sealed record KernelArgument(string Name, string Place, Access Access);
