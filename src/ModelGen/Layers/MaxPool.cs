using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>Takes the largest value of each window; of equal ones the first. Keras's MaxPooling2D.</summary>
    public class MaxPoolAttribute : PoolAttribute
    {
        /// <summary>Pooling with a square window.</summary>
        /// <param name="poolSize">The window's height and width, at least 1.</param>
        public MaxPoolAttribute(int poolSize = 2) : base(poolSize, poolSize) { }

        /// <summary>Pooling with a rectangular window; the second number is its width, never the stride.</summary>
        /// <param name="poolHeight">The window's height, at least 1.</param>
        /// <param name="poolWidth">The window's width, at least 1.</param>
        public MaxPoolAttribute(int poolHeight, int poolWidth) : base(poolHeight, poolWidth) { }
    }

    /// <summary>Keras's name for <see cref="MaxPoolAttribute"/>.</summary>
    public sealed class MaxPooling2DAttribute : MaxPoolAttribute
    {
        /// <inheritdoc cref="MaxPoolAttribute(int)"/>
        public MaxPooling2DAttribute(int poolSize = 2) : base(poolSize) { }

        /// <inheritdoc cref="MaxPoolAttribute(int, int)"/>
        public MaxPooling2DAttribute(int poolHeight, int poolWidth) : base(poolHeight, poolWidth) { }
    }
}

namespace ModelGen.Kernels
{
    /// <summary>
    /// Max pooling. Layouts, per sample: x [InputHeight, InputWidth, Channels], y and argmax [OutputHeight, OutputWidth, Channels].
    /// </summary>
    public static partial class MaxPool
    {
        /// <summary>
        /// y = the largest value of each window. In training, argmax = where in the sample's x it stands (an int in the place of a float).
        /// </summary>
        public static void Forward<S>(Step s, Block y, Block argmax, Block x) where S : struct, IPool2D
        {
            if (s.Gpu is { } gpu) { GpuForward<S>(gpu, s, y, argmax, x); }
            else { CpuForward<S>(s, y, argmax, x); }
        }

        /// <summary>dx = dy at the maxima, summed where windows overlap, and 0 elsewhere; overwritten.</summary>
        public static void Backward<S>(Step s, Block dx, Block argmax, Block dy) where S : struct, IPool2D
        {
            if (s.Gpu is { } gpu) { GpuBackward<S>(gpu, s, dx, argmax, dy); }
            else { CpuBackward<S>(s, dx, argmax, dy); }
        }
    }
}
