using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = x kept from 0 to 6; A'(0) = A'(6) = 0.</summary>
public readonly struct ReLU6 : IFormula<ReLU6>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => RealMath.Clip(x, 0f, 6f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => R.IfAbove(y, 0f, R.IfBelow(y, 6f, 1f, 0f), 0f);
}
