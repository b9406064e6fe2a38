using ModelGen.Kernels;

namespace ModelGen.Data;

/// <summary>
/// How training mirrors images: each time one half of them, left for right. Whether one is mirrored is a function of (seed, epoch, sample),
/// as a <see cref="RandomShift"/> is.
/// </summary>
/// <param name="Seed">The seed.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Channels">Values of a pixel.</param>
internal sealed record RandomFlip(int Seed, int Height, int Width, int Channels)
{
    // A key of its own, beside that of moves.
    private const uint Stream = 0x7FFF_FFFB;

    /// <summary>Mirrors one image where it is its turn.</summary>
    /// <param name="image">[Height, Width, Channels].</param>
    /// <param name="epoch">The number of the epoch, from 0.</param>
    /// <param name="sample">The number of the image in its data set, from 0.</param>
    public void Apply(Span<float> image, int epoch, int sample)
    {
        if (!IsTurned(epoch, sample)) { return; }
        int row = Width * Channels;
        for (int y = 0; y < Height; y++)
        {
            Span<float> line = image.Slice(y * row, row);

            // All values back to front, and then each pixel's channels forward again.
            line.Reverse();
            for (int x = 0; Channels > 1 && x < Width; x++) { line.Slice(x * Channels, Channels).Reverse(); }
        }
    }

    /// <summary>Whether one sample is mirrored in one epoch.</summary>
    public bool IsTurned(int epoch, int sample) => (Philox.Words((uint)sample, (uint)epoch, 0, 0, (uint)Seed, Stream).Item1 & 1) == 1;
}
