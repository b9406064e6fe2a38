using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = x, and exp(x) - 1 below 0; A'(x) = y + 1 there.</summary>
public readonly struct ELU : IFormula<ELU>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => R.IfAbove(x, 0f, x, R.ExpM1(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => R.IfBelow(y, 0f, y + 1f, 1f);
}
