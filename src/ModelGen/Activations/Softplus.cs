using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = ln(1 + exp(x)); A'(x) = 1 - exp(-y).</summary>
public readonly struct Softplus : IFormula<Softplus>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => RealMath.Softplus(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => -R.ExpM1(-y);
}
