using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = (x + 3) / 6 kept from 0 to 1; A'(-3) = A'(3) = 0.</summary>
public readonly struct HardSigmoid : IFormula<HardSigmoid>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => RealMath.Clip((x + 3f) / 6f, 0f, 1f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => R.IfAbove(y, 0f, R.IfBelow(y, 1f, 1f / 6f, 0f), 0f);
}
