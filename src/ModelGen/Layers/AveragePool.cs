using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>Takes the mean of each window; at a padded edge, of the values that exist. Keras's AveragePooling2D.</summary>
    public class AveragePoolAttribute : PoolAttribute
    {
        /// <summary>Pooling with a square window.</summary>
        /// <param name="poolSize">The window's height and width, at least 1.</param>
        public AveragePoolAttribute(int poolSize = 2) : base(poolSize, poolSize) { }

        /// <summary>Pooling with a rectangular window; the second number is its width, never the stride.</summary>
        /// <param name="poolHeight">The window's height, at least 1.</param>
        /// <param name="poolWidth">The window's width, at least 1.</param>
        public AveragePoolAttribute(int poolHeight, int poolWidth) : base(poolHeight, poolWidth) { }
    }

    /// <summary>Keras's name for <see cref="AveragePoolAttribute"/>.</summary>
    public sealed class AveragePooling2DAttribute : AveragePoolAttribute
    {
        /// <inheritdoc cref="AveragePoolAttribute(int)"/>
        public AveragePooling2DAttribute(int poolSize = 2) : base(poolSize) { }

        /// <inheritdoc cref="AveragePoolAttribute(int, int)"/>
        public AveragePooling2DAttribute(int poolHeight, int poolWidth) : base(poolHeight, poolWidth) { }
    }
}

namespace ModelGen.Kernels
{
    /// <summary>
    /// Average pooling. Layouts, per sample: x [InputHeight, InputWidth, Channels], y [OutputHeight, OutputWidth, Channels].
    /// </summary>
    public static partial class AveragePool
    {
        /// <summary>y = the mean of the values in each window.</summary>
        public static void Forward<S>(Step s, Block y, Block x) where S : struct, IPool2D
        {
            if (s.Gpu is { } gpu) { GpuForward<S>(gpu, s, y, x); }
            else { CpuForward<S>(s, y, x); }
        }

        /// <summary>dx = each window's dy, shared equally among its values; overwritten.</summary>
        public static void Backward<S>(Step s, Block dx, Block dy) where S : struct, IPool2D
        {
            if (s.Gpu is { } gpu) { GpuBackward<S>(gpu, s, dx, dy); }
            else { CpuBackward<S>(s, dx, dy); }
        }
    }
}
