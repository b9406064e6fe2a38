using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = x h(x), h(x) = x / 6 + 1/2 kept from 0 to 1; A'(-3) = 0, A'(3) = 1. Also called hard swish.</summary>
public readonly struct HardSiLU : IFormula<HardSiLU>
{
    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => RealMath.Damp(x, HardSigmoid.Value(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R x) where R : struct, IReal<R> => R.IfAbove(x, -3f, R.IfBelow(x, 3f, (x / 3f) + 0.5f, 1f), 0f);
}
