using System.Runtime.CompilerServices;
using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>
    /// Multiplies every value and adds to it: y = x scale + offset. The shape stays. <c>[Rescaling(1 / 127.5, Offset = -1)]</c> puts
    /// pixels from 0 to 255 between -1 and 1.
    /// </summary>
    /// <param name="scale">What values are multiplied by; finite.</param>
    public sealed class RescalingAttribute(double scale) : LayerAttribute
    {
        /// <summary>What values are multiplied by.</summary>
        public double Scale { get; } = scale;

        /// <summary>What is added to each product; finite.</summary>
        public double Offset { get; set; }
    }
}

namespace ModelGen.Kernels
{
    /// <summary>The numbers of a layer that rescales.</summary>
    public interface IRescaling : ISize
    {
        /// <summary>What values are multiplied by.</summary>
        static abstract float Scale { get; }

        /// <summary>What is added to each product.</summary>
        static abstract float Offset { get; }
    }

    /// <summary>x Scale + Offset, the product rounded before the sum is, as in Keras; a GPU's driver may round once.</summary>
    public readonly struct Rescaled<S> : IValueRule<Rescaled<S>> where S : struct, IRescaling
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static R Value<R>(R x) where R : struct, IReal<R> => (x * S.Scale) + S.Offset;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static R Gradient<R>(R x, R dy) where R : struct, IReal<R> => dy * S.Scale;
    }
}
