using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = x beyond -1/2 and 1/2, else 0; A'(x) = 1 where y is not 0.</summary>
public readonly struct HardShrink : IFormula<HardShrink>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => R.IfAbove(R.Abs(x), 0.5f, x, 0f * x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => R.IfAbove(R.Abs(y), 0f, 1f, 0f);
}
