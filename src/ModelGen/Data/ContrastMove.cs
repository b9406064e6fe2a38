namespace ModelGen.Data;

/// <summary>
/// Raises the contrast of an image, as Keras's RandomContrast does: (x - mean) c + mean with the mean of each channel and c from 1 to
/// 1 + Factor, clipped.
/// </summary>
/// <param name="Factor">How far.</param>
/// <param name="Low">The smallest value of a pixel.</param>
/// <param name="High">The largest.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Channels">Values of a pixel.</param>
internal sealed record ContrastMove(double Factor, float Low, float High, int Seed, int Height, int Width, int Channels)
    : ImageMove(0x7FFF_FFF8, Seed, Height, Width, Channels)
{
    public override void Apply(Span<float> image, int epoch, int sample) => Apply(image, 1 + (Factor * Draw(epoch, sample).First));

    /// <summary>Changes an image by a contrast.</summary>
    public void Apply(Span<float> image, double contrast)
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            double sum = 0;
            for (int i = channel; i < image.Length; i += Channels) { sum += image[i]; }
            double mean = sum / (Height * Width);
            for (int i = channel; i < image.Length; i += Channels)
            {
                image[i] = Math.Clamp((float)(((image[i] - mean) * contrast) + mean), Low, High);
            }
        }
    }

    public override string ToString() => $"with up to {100 * Factor:0.##} % more contrast";
}
