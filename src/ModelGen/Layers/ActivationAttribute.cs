using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>Applies a function to every value, as a layer of its own.</summary>
    /// <param name="activation">The function.</param>
    public sealed class ActivationAttribute(Activation activation) : LayerAttribute
    {
        /// <summary>The function.</summary>
        public Activation Activation { get; } = activation;
    }
}

namespace ModelGen.Kernels
{
    /// <summary>How many values of a sample an elementwise kernel works on.</summary>
    public interface ISize
    {
        /// <summary>Values of one sample.</summary>
        static abstract int Size { get; }
    }

    /// <summary>Elementwise activations as a pass of their own.</summary>
    public static partial class Elementwise
    {
        /// <summary>y = A(x).</summary>
        public static void Forward<S, A>(Step s, Block y, Block x) where S : struct, ISize where A : struct, IActivation
        {
            if (s.Gpu is { } gpu) { GpuForward<S, A>(gpu, s, y, x); }
            else { CpuForward<S, A>(s, y, x); }
        }

        /// <summary>dx = dy A'(x), with A' computed from y = A(x). dx and dy may be the same block.</summary>
        public static void Backward<S, A>(Step s, Block dx, Block y, Block dy) where S : struct, ISize where A : struct, IActivation
        {
            if (s.Gpu is { } gpu) { GpuBackward<S, A>(gpu, s, dx, y, dy); }
            else { CpuBackward<S, A>(s, dx, y, dy); }
        }

        /// <summary>dx = dy A'(x), for an activation that <see cref="IActivation.NeedsInput"/>. dx and dy may be the same block.</summary>
        public static void BackwardFromInput<S, A>(Step s, Block dx, Block x, Block dy) where S : struct, ISize
            where A : struct, IActivation =>
            Backward<S, A>(s, dx, x, dy);
    }
}
