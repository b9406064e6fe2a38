using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = x, and 0.2 x below 0; A'(0) = 0.2.</summary>
public readonly struct LeakyReLU : IFormula<LeakyReLU>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => R.IfAbove(x, 0f, x, 0.2f * x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => R.IfAbove(y, 0f, 1f, 0.2f);
}
