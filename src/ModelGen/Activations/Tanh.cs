using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>A(x) = tanh(x); A'(x) = 1 - y y.</summary>
public readonly struct Tanh : IFormula<Tanh>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => RealMath.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R y) where R : struct, IReal<R> => 1f - (y * y);
}
