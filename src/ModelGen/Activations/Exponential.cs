using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = exp(x); A'(x) = y.</summary>
public readonly struct Exponential : IFormula<Exponential>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => R.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => y;
}
