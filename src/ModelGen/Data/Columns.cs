namespace ModelGen.Data;

/// <summary>The samples of one input.</summary>
/// <param name="Name">What the input is called; null where that is not said.</param>
/// <param name="Source">The samples.</param>
/// <param name="Shape">The shape of one.</param>
internal sealed record InputColumn(string? Name, SampleSource Source, int[] Shape)
{
    /// <summary>Samples in memory, one after the other.</summary>
    public InputColumn(string? name, ReadOnlyMemory<float> values, int[] shape)
        : this(name, new FloatSamples(values, SizeOf(shape)), shape) { }

    /// <summary>Values of one sample.</summary>
    public int Size => Source.Size;

    /// <summary>Values of a sample of a shape.</summary>
    public static int SizeOf(int[] shape) => shape.Aggregate(1, (a, b) => checked(a * b));

    /// <summary>How training moves the samples; null where they stay.</summary>
    public RandomShift? Shift { get; init; }

    /// <summary>How training mirrors the samples; null where it does not.</summary>
    public RandomFlip? Flip { get; init; }

    /// <summary>What else training changes of the samples, in this order.</summary>
    public ImageMove[] Moves { get; init; } = [];

    /// <summary>Whether training sees other samples than these.</summary>
    public bool IsMoved => Shift is not null || Flip is not null || Moves.Length > 0;

    public override string ToString() => $"{(Name is null ? "" : Name + " ")}{string.Join(" x ", Shape)}";
}

/// <summary>The labels of one output, and their weights.</summary>
/// <param name="Name">What the output is called; null where that is not said.</param>
/// <param name="Labels">The labels of all samples.</param>
/// <param name="Weights">How much each counts; empty where all count the same.</param>
internal sealed record LabelColumn(string? Name, Labels Labels, ReadOnlyMemory<float> Weights)
{
    public string ToString(int count)
    {
        int size = count == 0 ? 1 : Labels.Length / count;
        return $"{(Name is null ? "" : Name + " ")}{Labels.Kind}{(size == 1 ? "" : $", {size:N0} each")}"
            + (Weights.Length > 0 ? ", with weights" : "");
    }
}
