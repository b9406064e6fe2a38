using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = x s(x), s(x) = 1 / (1 + exp(-x)); A'(x) = s(x) + x s'(x). Also called swish.</summary>
public readonly struct SiLU : IFormula<SiLU>
{
    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => RealMath.Damp(x, RealMath.Sigmoid(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R x) where R : struct, IReal<R> => RealMath.Sigmoid(x) + RealMath.Damp(x, RealMath.SigmoidDerivative(x));
}
