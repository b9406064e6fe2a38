using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = 1 / (1 + exp(-x)); A'(x) = y (1 - y).</summary>
public readonly struct Sigmoid : IFormula<Sigmoid>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => RealMath.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => y * (1f - y);
}
