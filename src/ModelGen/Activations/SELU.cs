using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = s x, and s a (exp(x) - 1) below 0, with the s and a that keep means and variances; A'(x) = y + s a there.</summary>
public readonly struct SELU : IFormula<SELU>
{
    private const float Scale = 1.0507009873554805f, ScaledAlpha = (float)(1.0507009873554805 * 1.6732632423543772);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => R.IfAbove(x, 0f, Scale * x, ScaledAlpha * R.ExpM1(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => R.IfBelow(y, 0f, y + ScaledAlpha, Scale);
}
