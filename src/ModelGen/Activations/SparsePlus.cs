using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = 0 up to -1, (x + 1)^2 / 4 up to 1, then x; A'(x) = sqrt(y), at most 1.</summary>
public readonly struct SparsePlus : IFormula<SparsePlus>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R>
    {
        R half = 0.5f * (x + 1f);
        return R.IfAbove(x, 1f, x, R.IfBelow(x, -1f, 0f, half * half));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => R.IfBelow(y, 1f, R.Sqrt(y), 1f);
}
