using System.Runtime.CompilerServices;

namespace ModelGen;

/// <summary>Functions that several activations and optimizers are made of. NaN goes through all of those with one argument.</summary>
public static class RealMath
{
    /// <summary>The nearest number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Clip<R>(R x, float least, float most) where R : struct, IReal<R> =>
        R.IfBelow(x, least, least, R.IfAbove(x, most, most, x));

    /// <summary>1, -1, or x where that is 0 or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Sign<R>(R x) where R : struct, IReal<R> => R.IfAbove(x, 0f, 1f, R.IfBelow(x, 0f, -1f, x));

    /// <summary>The larger; b where one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Max<R>(R a, R b) where R : struct, IReal<R> => R.IfAbove(a, b, a, b);

    /// <summary>x f, and 0 where f is 0 though x be infinite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Damp<R>(R x, R f) where R : struct, IReal<R> => R.IfAbove(R.Abs(f), 0f, x * f, f);

    /// <summary>1 / (1 + e^-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Sigmoid<R>(R x) where R : struct, IReal<R>
    {
        R e = R.Exp(-R.Abs(x));
        return R.IfBelow(x, 0f, e, 1f) / (1f + e);
    }

    /// <summary>The derivative of <see cref="Sigmoid"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R SigmoidDerivative<R>(R x) where R : struct, IReal<R>
    {
        R e = R.Exp(-R.Abs(x));
        R sum = 1f + e;
        return e / (sum * sum);
    }

    /// <summary>ln(1 + e^x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Softplus<R>(R x) where R : struct, IReal<R> => R.IfBelow(x, 0f, 0f, x) + R.LogP1(R.Exp(-R.Abs(x)));

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Tanh<R>(R x) where R : struct, IReal<R>
    {
        R e = R.ExpM1(-2f * R.Abs(x));
        R size = -e / (2f + e);
        return R.IfBelow(x, 0f, -size, size);
    }

    /// <summary>The probability that a standard normal number is less than x, (1 + erf(x / sqrt 2)) / 2.</summary>
    /// <param name="x">The number.</param>
    /// <param name="density">The derivative, e^(-x x / 2) / sqrt(2 pi).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R NormalBelow<R>(R x, out R density) where R : struct, IReal<R>
    {
        R size = R.Abs(x), square = x * x;
        R e = R.Exp(-0.5f * square);
        density = e * 0.398942280f;

        // Near 0 the series of erf, in z = x x / 2.
        R z = 0.5f * square;
        R sum = R.MultiplyAdd(z, 1f / 9_360f, -1f / 1_320f);
        sum = R.MultiplyAdd(z, sum, 1f / 216f);
        sum = R.MultiplyAdd(z, sum, -1f / 42f);
        sum = R.MultiplyAdd(z, sum, 1f / 10f);
        sum = R.MultiplyAdd(z, sum, -1f / 3f);
        R near = R.MultiplyAdd(x * 0.398942280f, R.MultiplyAdd(z, sum, 1f), 0.5f);

        // Elsewhere e^(z z) erfc(z) / t with t = 1 / (1 + z / 2), interpolated at Chebyshev's points for z from 0.5 to 10.5.
        R t = 1f / R.MultiplyAdd(size, 0.353553391f, 1f);
        R factor = R.MultiplyAdd(t, -0.0639082845f, 0.306251916f);
        factor = R.MultiplyAdd(t, factor, -0.527805013f);
        factor = R.MultiplyAdd(t, factor, 0.319536563f);
        factor = R.MultiplyAdd(t, factor, -0.0518190199f);
        factor = R.MultiplyAdd(t, factor, 0.211983767f);
        factor = R.MultiplyAdd(t, factor, 0.24107426f);
        factor = R.MultiplyAdd(t, factor, 0.282614402f);
        factor = R.MultiplyAdd(t, factor, 0.282074792f);
        R tail = 0.5f * e * t * factor;
        R far = R.IfAbove(x, 0f, 1f - tail, tail);
        return R.IfAbove(size, 0.707106781f, far, near);
    }
}
