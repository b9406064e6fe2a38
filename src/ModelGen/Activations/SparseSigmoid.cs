using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = (x + 1) / 2 kept from 0 to 1; A'(-1) = A'(1) = 0.</summary>
public readonly struct SparseSigmoid : IFormula<SparseSigmoid>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => RealMath.Clip(0.5f * (x + 1f), 0f, 1f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => R.IfAbove(y, 0f, R.IfBelow(y, 1f, 0.5f, 0f), 0f);
}
