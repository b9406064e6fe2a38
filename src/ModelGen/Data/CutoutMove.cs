namespace ModelGen.Data;

/// <summary>
/// Blackens a square of an image, whose centre is any pixel, so that a part of it may lie outside (DeVries and Taylor, Improved
/// Regularization of Convolutional Neural Networks with Cutout, 2017).
/// </summary>
/// <param name="Size">Its side in pixels.</param>
/// <param name="Value">What stands there then.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Channels">Values of a pixel.</param>
internal sealed record CutoutMove(int Size, float Value, int Seed, int Height, int Width, int Channels)
    : ImageMove(0x7FFF_FFF9, Seed, Height, Width, Channels)
{
    public override void Apply(Span<float> image, int epoch, int sample)
    {
        (double first, double second) = Draw(epoch, sample);
        int top = (int)(first * Height) - (Size / 2), left = (int)(second * Width) - (Size / 2);
        int from = Math.Max(0, left), to = Math.Min(Width, left + Size);
        for (int y = Math.Max(0, top); y < Math.Min(Height, top + Size); y++)
        {
            image.Slice(((y * Width) + from) * Channels, (to - from) * Channels).Fill(Value);
        }
    }

    public override string ToString() => $"with a square of {Size} pixels cut out";
}
