using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = x - 1/2 above 1/2, x + 1/2 below -1/2, else 0; A'(x) = 1 where y is not 0.</summary>
public readonly struct SoftShrink : IFormula<SoftShrink>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => R.IfAbove(x, 0.5f, x - 0.5f, R.IfBelow(x, -0.5f, x + 0.5f, 0f * x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => R.IfAbove(R.Abs(y), 0f, 1f, 0f);
}
