using System.Buffers;
using ModelGen.Kernels;

namespace ModelGen.Data;

/// <summary>
/// How training changes images. What is drawn is a function of (seed, epoch, sample), so neither batches, nor the order of samples, nor
/// threads, nor a training that was resumed change it.
/// </summary>
/// <param name="Stream">A key of its own beside those of shuffles, shifts and flips.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Channels">Values of a pixel.</param>
internal abstract record ImageMove(uint Stream, int Seed, int Height, int Width, int Channels)
{
    /// <summary>Changes one image.</summary>
    /// <param name="image">[Height, Width, Channels].</param>
    /// <param name="epoch">The number of the epoch, from 0.</param>
    /// <param name="sample">The number of the image in its data set, from 0.</param>
    public abstract void Apply(Span<float> image, int epoch, int sample);

    /// <summary>Two random numbers from 0 up to 1.</summary>
    protected (double First, double Second) Draw(int epoch, int sample)
    {
        (uint first, uint second, _, _) = Philox.Words((uint)sample, (uint)epoch, 0, 0, (uint)Seed, Stream);
        const double all = 1L << 32;
        return (first / all, second / all);
    }

    /// <summary>Runs with a copy of an image.</summary>
    protected static void WithCopy(Span<float> image, SampleMap change)
    {
        float[] copy = ArrayPool<float>.Shared.Rent(image.Length);
        image.CopyTo(copy);
        change(copy.AsSpan(0, image.Length), image);
        ArrayPool<float>.Shared.Return(copy);
    }
}
