namespace ModelGen.Benchmarks;

/// <summary>A layer as the peers build it. A vector is one pixel with many channels.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Height">Of its input.</param>
/// <param name="Width">Of its input.</param>
/// <param name="Channels">Of its input.</param>
/// <param name="Units">Filters or units; a pool's channels.</param>
/// <param name="Size">Height and width of the kernel or of the window.</param>
/// <param name="Same">Whether a convolution pads its input so that its output is as large.</param>
/// <param name="Relu">Whether ReLU follows.</param>
internal sealed record Layer(LayerKind Kind, int Height, int Width, int Channels, int Units, int Size, bool Same = false, bool Relu = false)
{
    /// <summary>What its parameters are called, or null where those of a model come in the order of its layers.</summary>
    public string? Name { get; init; }

    /// <summary>The values it reads: 0 is the input, 1 what the first layer gives.</summary>
    public required int[] Reads { get; init; }

    /// <summary>A convolution's step in both directions.</summary>
    public int Strides { get; init; } = 1;

    public bool UseBias { get; init; } = true;

    /// <summary>What is added to a normalization's variance.</summary>
    public double Epsilon { get; init; }

    /// <summary>How many arrays of parameters it has; of a normalization the last two are not trained.</summary>
    public int ParameterCount => Kind switch
    {
        LayerKind.Conv or LayerKind.Dense => UseBias ? 2 : 1,
        LayerKind.Normalization => 4,
        _ => 0,
    };

    /// <summary>Floats of one input.</summary>
    public int Inputs => Height * Width * Channels;

    public int OutputHeight => Output(Height);

    public int OutputWidth => Output(Width);

    /// <summary>Rows and columns of zeros before the input.</summary>
    public int Padding => Same ? Math.Max(((OutputHeight - 1) * Strides) + Size - Height, 0) / 2 : 0;

    /// <summary>Those after it, one more where strides leave an odd number.</summary>
    public int PaddingAfter => Same ? Math.Max(((OutputHeight - 1) * Strides) + Size - Height, 0) - Padding : 0;

    /// <summary>
    /// Multiplications, each with an addition, of one sample's forward pass; a gradient of the kernel or of the input takes as many.
    /// </summary>
    public long MultiplyAdds => Kind switch
    {
        LayerKind.Conv => (long)OutputHeight * OutputWidth * Size * Size * Channels * Units,
        LayerKind.Dense => (long)Inputs * Units,
        _ => 0,
    };

    private int Output(int size) => Kind switch
    {
        LayerKind.Conv => Same ? (size + Strides - 1) / Strides : ((size - Size) / Strides) + 1,
        LayerKind.Pool => size / Size,
        LayerKind.Dense or LayerKind.GlobalAveragePool => 1,
        _ => size,
    };
}
