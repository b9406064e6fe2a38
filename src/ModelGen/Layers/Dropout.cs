using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>
    /// In training, sets each value to 0 with probability <paramref name="rate"/> and divides the others by 1 - rate; in inference does
    /// nothing.
    /// </summary>
    /// <param name="rate">The fraction to drop, 0 to 1; 1 drops everything.</param>
    public sealed class DropoutAttribute(double rate) : LayerAttribute
    {
        /// <summary>The fraction to drop.</summary>
        public double Rate { get; } = rate;
    }
}

namespace ModelGen.Kernels
{
    /// <summary>One dropout layer.</summary>
    public interface IDropout
    {
        /// <summary>Values of one sample.</summary>
        static abstract int Size { get; }

        /// <summary>The fraction to drop, 0 to 1.</summary>
        static abstract float Rate { get; }

        /// <summary>The layer's own stream of random numbers.</summary>
        static abstract int Stream { get; }
    }

    /// <summary>
    /// Dropout. The mask is not kept: it is a function of (seed, stream, training step, position in the batch, element),
    /// so backward computes it again and every device draws the same one.
    /// </summary>
    public static partial class Dropout
    {
        /// <summary>y = x where the mask keeps it, divided by 1 - Rate, else 0. In inference y = x.</summary>
        public static void Forward<S>(Step s, Block y, Block x) where S : struct, IDropout
        {
            if (s.Gpu is { } gpu) { GpuApply<S>(gpu, s, y, x); }
            else { CpuApply<S>(s, y, x); }
        }

        /// <summary>dx = dy through the same mask; overwritten.</summary>
        public static void Backward<S>(Step s, Block dx, Block dy) where S : struct, IDropout
        {
            if (s.Gpu is { } gpu) { GpuApply<S>(gpu, s, dx, dy); }
            else { CpuApply<S>(s, dx, dy); }
        }
    }
}
