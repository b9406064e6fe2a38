using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>
    /// Puts values one after the other, the named ones first and then what the layer before gives: <c>[Concatenate("image")]</c>. All axes
    /// but one must be equal.
    /// </summary>
    /// <param name="names">The names of the other values.</param>
    public sealed class ConcatenateAttribute(params string[] names) : MergeAttribute(names)
    {
        /// <summary>Along which axis: 1 is the first one after the batch, -1 the last one.</summary>
        public int Axis { get; set; } = -1;
    }
}

namespace ModelGen.Kernels
{
    /// <summary>Where one value lies within several that are put one after the other.</summary>
    public interface IPart
    {
        /// <summary>How many runs of values a sample has, each of which gets a part.</summary>
        static abstract int Rows { get; }

        /// <summary>Values of a part.</summary>
        static abstract int Columns { get; }

        /// <summary>Where a part begins in its run.</summary>
        static abstract int Start { get; }

        /// <summary>Values of a whole run.</summary>
        static abstract int Stride { get; }
    }

    /// <summary>Values one after the other. Layouts, per sample: x [Rows, Columns], y [Rows, Stride].</summary>
    public static partial class Concatenate
    {
        /// <summary>Writes x to its part of y.</summary>
        public static void Forward<S>(Step s, Block y, Block x) where S : struct, IPart
        {
            if (s.Gpu is { } gpu) { GpuForward<S>(gpu, s, y, x); }
            else { CpuForward<S>(s, y, x); }
        }

        /// <summary>dx = its part of dy, overwritten or, where <paramref name="add"/> says so, added to.</summary>
        public static void Backward<S>(Step s, Block dx, Block dy, bool add = false) where S : struct, IPart
        {
            if (s.Gpu is { } gpu) { GpuBackward<S>(gpu, s, dx, dy, add); }
            else { CpuBackward<S>(s, dx, dy, add); }
        }
    }
}
