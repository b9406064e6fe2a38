using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = (x + sqrt(x^2 + 4)) / 2; A'(x) = y^2 / (y^2 + 1).</summary>
public readonly struct Squareplus : IFormula<Squareplus>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R>
    {
        // A(-x) = 1 / A(x), which loses nothing below 0. Beyond 1e4 the root is |x| + 2 / |x|, and x^2 might overflow.
        R size = R.Abs(x);
        R above = R.IfAbove(size, 1e4f, size + (1f / size), 0.5f * (size + R.Sqrt(R.MultiplyAdd(x, x, 4f))));
        return R.IfBelow(x, 0f, 1f / above, above);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => 1f / (1f + (1f / (y * y)));
}
