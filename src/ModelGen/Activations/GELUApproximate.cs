using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary><see cref="GELU"/> with P(x) = (1 + tanh u) / 2 = 1 / (1 + exp(-2u)), u = sqrt(2 / pi) (x + 0.044715 x^3).</summary>
public readonly struct GELUApproximate : IFormula<GELUApproximate>
{
    private const float Linear = 1.5957691216057308f, Cubic = (float)(1.5957691216057308 * 0.044715);

    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => RealMath.Damp(x, RealMath.Sigmoid(TwiceU(x)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Derivative<R>(R x) where R : struct, IReal<R>
    {
        R derivativeOfTwiceU = R.MultiplyAdd(x * x, 3f * Cubic, Linear);
        return RealMath.Sigmoid(TwiceU(x)) + RealMath.Damp(x * derivativeOfTwiceU, RealMath.SigmoidDerivative(TwiceU(x)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R TwiceU<R>(R x) where R : struct, IReal<R> => x * R.MultiplyAdd(x * x, Cubic, Linear);
}
