using System.Runtime.CompilerServices;
using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>Multiplies every value with itself: y = x x. The shape stays.</summary>
    public sealed class SquareAttribute : LayerAttribute;
}

namespace ModelGen.Kernels
{
    /// <summary>x x.</summary>
    public readonly struct Squared : IValueRule<Squared>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static R Value<R>(R x) where R : struct, IReal<R> => x * x;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static R Gradient<R>(R x, R dy) where R : struct, IReal<R> => dy * (x + x);
    }
}
