using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = x / (1 + |x|); A'(x) = (1 - |y|)^2.</summary>
public readonly struct Softsign : IFormula<Softsign>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R>
    {
        // Beyond 1e30 it is 1, though infinity / infinity be none.
        R bounded = RealMath.Clip(x, -1e30f, 1e30f);
        return bounded / (1f + R.Abs(bounded));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R>
    {
        R rest = 1f - R.Abs(y);
        return rest * rest;
    }
}
