using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>
    /// Takes the mean of each channel over all positions: (height, width, channels) or (steps, channels) becomes (channels). Keras's
    /// GlobalAveragePooling2D and 1D.
    /// </summary>
    public class GlobalAveragePoolAttribute : LayerAttribute
    {
        /// <summary>Whether the positions stay as axes of size 1: (1, 1, channels).</summary>
        public bool KeepDims { get; set; }
    }

    /// <summary>Keras's name for <see cref="GlobalAveragePoolAttribute"/>.</summary>
    public sealed class GlobalAveragePooling2DAttribute : GlobalAveragePoolAttribute;
}

namespace ModelGen.Kernels
{
    /// <summary>Global average pooling. Layouts, per sample: x [Rows, Columns], y [Columns].</summary>
    public static partial class GlobalAveragePool
    {
        /// <summary>y = the mean of x over its rows.</summary>
        public static void Forward<S>(Step s, Block y, Block x) where S : struct, IRows
        {
            if (s.Gpu is { } gpu) { GpuForward<S>(gpu, s, y, x); }
            else { CpuForward<S>(s, y, x); }
        }

        /// <summary>dx = dy / Rows, the same for each row; overwritten.</summary>
        public static void Backward<S>(Step s, Block dx, Block dy) where S : struct, IRows
        {
            if (s.Gpu is { } gpu) { GpuBackward<S>(gpu, s, dx, dy); }
            else { CpuBackward<S>(s, dx, dy); }
        }
    }
}
