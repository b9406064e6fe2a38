using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>The base of layers that put the values along an axis together, or all values of a sample.</summary>
    public abstract class ReductionAttribute : LayerAttribute
    {
        private protected ReductionAttribute() { }

        private protected ReductionAttribute(int axis) => Axis = axis;

        /// <summary>Along which axis: 1 is the first one after the batch, -1 the last one; null for all of a sample.</summary>
        public int? Axis { get; }

        /// <summary>Whether an axis that is put together stays as one of size 1.</summary>
        public bool KeepDims { get; set; }
    }

    /// <summary>
    /// Sums: <c>[Sum]</c> adds up all values of a sample and gives (1), <c>[Sum(1)]</c> those along the first axis after the batch, so that
    /// (height, width, channels) becomes (width, channels). Where no axis is left, it gives (1).
    /// </summary>
    public sealed class SumAttribute : ReductionAttribute
    {
        /// <summary>The sum of all values of a sample.</summary>
        public SumAttribute() { }

        /// <summary>The sums along an axis.</summary>
        /// <param name="axis">1 is the first one after the batch, -1 the last one.</param>
        public SumAttribute(int axis) : base(axis) { }
    }

    /// <summary>
    /// Means: <c>[Mean]</c> of all values of a sample, <c>[Mean(-1)]</c> along the last axis. Shapes as in <see cref="SumAttribute"/>.
    /// </summary>
    public sealed class MeanAttribute : ReductionAttribute
    {
        /// <summary>The mean of all values of a sample.</summary>
        public MeanAttribute() { }

        /// <summary>The means along an axis.</summary>
        /// <param name="axis">1 is the first one after the batch, -1 the last one.</param>
        public MeanAttribute(int axis) : base(axis) { }
    }
}

namespace ModelGen.Kernels
{
    /// <summary>The sizes of a value around an axis along which it is summed.</summary>
    public interface IAxisSum : IAxis
    {
        /// <summary>What each sum is divided by: 1, or the length of the axis for a mean.</summary>
        static abstract int Divisor { get; }
    }

    /// <summary>Sums and means along an axis. Layouts, per sample: x [Outer, Length, Inner], y [Outer, Inner].</summary>
    public static partial class AxisSum
    {
        /// <summary>y[o, i] = the sum over k of x[o, k, i], / Divisor. On a CPU sums are double and rounded once.</summary>
        public static void Forward<S>(Step s, Block y, Block x) where S : struct, IAxisSum
        {
            if (s.Gpu is { } gpu) { GpuForward<S>(gpu, s, y, x); }
            else { CpuForward<S>(s, y, x); }
        }

        /// <summary>dx[o, k, i] = dy[o, i] / Divisor, overwritten or, where <paramref name="add"/> says so, added to.</summary>
        public static void Backward<S>(Step s, Block dx, Block dy, bool add = false) where S : struct, IAxisSum
        {
            if (s.Gpu is { } gpu) { GpuBackward<S>(gpu, s, dx, dy, add); }
            else { CpuBackward<S>(s, dx, dy, add); }
        }
    }
}
