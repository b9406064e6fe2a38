using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = max(x, 0); A'(0) = 0.</summary>
public readonly struct ReLU : IFormula<ReLU>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => R.IfBelow(x, 0f, 0f, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => R.IfAbove(y, 0f, 1f, 0f);
}
