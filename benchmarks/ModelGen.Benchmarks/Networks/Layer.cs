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
    /// <summary>Floats of one input.</summary>
    public int Inputs => Height * Width * Channels;

    public int OutputHeight => Output(Height);

    public int OutputWidth => Output(Width);

    public int Padding => Same ? Size / 2 : 0;

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
        LayerKind.Conv => size + 2 * Padding - Size + 1,
        LayerKind.Pool => size / Size,
        _ => 1,
    };
}
