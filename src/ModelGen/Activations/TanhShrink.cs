using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = x - tanh(x); A'(x) = tanh(x)^2.</summary>
public readonly struct TanhShrink : IFormula<TanhShrink>
{
    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R>
    {
        // Near 0 both are nearly the same. There tanh(x) = x / (1 + q) with q = x^2 / (3 + x^2 / (5 + x^2 /
        // (7 + ...))), and the rest is x q / (1 + q).
        R square = x * x;
        R q = square / (3f + (square / (5f + (square / (7f + (square / (9f + (square / 11f))))))));
        return R.IfAbove(R.Abs(x), 1f, x - RealMath.Tanh(x), x * (q / (1f + q)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R x) where R : struct, IReal<R>
    {
        R t = RealMath.Tanh(x);
        return t * t;
    }
}
