namespace ModelGen.Kernels;

/// <summary>What losses and metrics know of a model's output: [Rows, Columns] for each sample.</summary>
/// <param name="Shape">The shape of one output; its last axis holds the columns.</param>
/// <param name="LastActivation">The activation whose input is kept, so that a loss may take it; else linear.</param>
/// <param name="LastLayer">As messages write it: "layer 4 (Dense)".</param>
internal sealed record OutputLayout(int[] Shape, Activation LastActivation, string LastLayer)
{
    /// <summary>" of digit", where the model has several outputs.</summary>
    public string Of { get; init; } = "";

    /// <summary>Values of one sample.</summary>
    public int Size { get; } = Shape.Aggregate(1, (product, dimension) => checked(product * dimension));

    /// <summary>Values along the last axis: classes, for a cross-entropy.</summary>
    public int Columns { get; } = Shape.Length == 0 ? 1 : Shape[^1];

    /// <summary>How many such rows one sample has: 1 unless the output is a sequence or an image.</summary>
    public int Rows => Size / Columns;
}
