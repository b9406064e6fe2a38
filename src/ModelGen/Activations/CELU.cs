using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = max(x, 0) + a (exp(min(x, 0) / a) - 1) with a = 1, where it is <see cref="ELU"/>.</summary>
public readonly struct CELU : IFormula<CELU>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => ELU.Value(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => ELU.Derivative(y);
}
