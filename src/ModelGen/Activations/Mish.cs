using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = x tanh(ln(1 + exp(x))).</summary>
public readonly struct Mish : IFormula<Mish>
{
    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R>
    {
        // tanh ln(1 + p) = p (p + 2) / (p (p + 2) + 2) with p = exp(x); for x > 0 both are divided by p p, so that nothing overflows.
        R e = R.Exp(-R.Abs(x));
        R n = R.IfAbove(x, 0f, R.MultiplyAdd(2f, e, 1f), e * (e + 2f));
        return RealMath.Damp(x, n / (n + R.IfAbove(x, 0f, 2f * e * e, 2f)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R x) where R : struct, IReal<R>
    {
        // With t = n / (n + r): t + x (1 - t^2) / (1 + exp(-x)), and 1 - t^2 = r (2 n + r) / (n + r)^2.
        R e = R.Exp(-R.Abs(x));
        R n = R.IfAbove(x, 0f, R.MultiplyAdd(2f, e, 1f), e * (e + 2f));
        R r = R.IfAbove(x, 0f, 2f * e * e, 2f);
        R sum = n + r;
        R sigmoid = R.IfBelow(x, 0f, e, 1f) / (1f + e);
        return (n / sum) + RealMath.Damp(x, r * R.MultiplyAdd(2f, n, r) / (sum * sum) * sigmoid);
    }
}
