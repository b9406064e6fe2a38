using ModelGen.Kernels;

namespace ModelGen.Data;

/// <summary>
/// How training moves images: up to so many whole pixels down or up and right or left, each move equally likely; what comes in is 0. A move
/// is a function of (seed, epoch, sample), so neither batches, nor the order of samples, nor threads, nor a training that was resumed
/// change it.
/// </summary>
/// <param name="Pixels">The farthest move, at least 1 and less than the height and the width.</param>
/// <param name="Seed">The seed of the moves.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Channels">Values of a pixel.</param>
internal sealed record RandomShift(int Pixels, int Seed, int Height, int Width, int Channels)
{
    // A key of its own beside those of shuffles, of drawn digits, of dropout layers (from 0) and of parameters (from 2^31).
    private const uint Stream = 0x7FFF_FFFD;

    /// <summary>Moves one image.</summary>
    /// <param name="moved">[Height, Width, Channels]; overwritten.</param>
    /// <param name="image">[Height, Width, Channels].</param>
    /// <param name="epoch">The number of the epoch, from 0.</param>
    /// <param name="sample">The number of the image in its data set, from 0.</param>
    public void Copy(Span<float> moved, ReadOnlySpan<float> image, int epoch, int sample)
    {
        (int down, int right) = Of(epoch, sample);
        int row = Width * Channels, kept = (Width - Math.Abs(right)) * Channels;
        int from = Math.Max(0, -right) * Channels, to = Math.Max(0, right) * Channels;
        for (int y = 0; y < Height; y++)
        {
            Span<float> line = moved.Slice(y * row, row);
            int source = y - down;
            if ((uint)source >= (uint)Height)
            {
                line.Clear();
                continue;
            }

            image.Slice((source * row) + from, kept).CopyTo(line[to..]);
            line[..to].Clear();
            line[(to + kept)..].Clear();
        }
    }

    /// <summary>The move of one sample in one epoch, each number from -Pixels to Pixels.</summary>
    public (int Down, int Right) Of(int epoch, int sample)
    {
        (uint a, uint b, _, _) = Philox.Words((uint)sample, (uint)epoch, 0, 0, (uint)Seed, Stream);
        return (Move(a), Move(b));
    }

    // The upper half of the product with the number of moves: biased by less than 2 Pixels / 2^32.
    private int Move(uint word) => (int)(((ulong)word * (uint)((2 * Pixels) + 1)) >> 32) - Pixels;
}
