using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = x P(x), P(x) = (1 + erf(x / sqrt 2)) / 2; A'(x) = P(x) + x P'(x).</summary>
public readonly struct GELU : IFormula<GELU>
{
    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => RealMath.Damp(x, RealMath.NormalBelow(x, out _));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R x) where R : struct, IReal<R>
    {
        R below = RealMath.NormalBelow(x, out R density);
        return below + RealMath.Damp(x, density);
    }
}
