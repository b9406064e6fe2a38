using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = x kept from -1 to 1; A'(-1) = A'(1) = 0.</summary>
public readonly struct HardTanh : IFormula<HardTanh>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => RealMath.Clip(x, -1f, 1f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => R.IfBelow(R.Abs(y), 1f, 1f, 0f);
}
