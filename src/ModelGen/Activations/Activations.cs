using System.Numerics.Tensors;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The functions of <c>keras.activations</c> on numbers of your own, with Keras's parameters and defaults; a layer takes those with
/// defaults by their <see cref="Activation"/>. Parameters are doubles, rounded to float32 once. NaN stays NaN.
/// </summary>
public static partial class Activations
{
    /// <summary>x, unchanged. Keras: <c>keras.activations.linear</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] Linear(ReadOnlySpan<float> x) => x.ToArray();

    /// <inheritdoc cref="Linear(ReadOnlySpan{float})"/>
    public static Tensor<float> Linear(Tensor<float> x) => Shaped(x, Linear(Values(x)));

    /// <summary>
    /// x, and <paramref name="negativeSlope"/> (x - <paramref name="threshold"/>) below the threshold; nowhere more than
    /// <paramref name="maxValue"/>. Keras: <c>keras.activations.relu</c>.
    /// </summary>
    /// <param name="x">The numbers.</param>
    /// <param name="negativeSlope">0 or more.</param>
    /// <param name="maxValue">0 or more; null for no limit.</param>
    /// <param name="threshold">Where it begins.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope or the largest value is negative or not finite.</exception>
    public static float[] ReLU(ReadOnlySpan<float> x, double negativeSlope = 0, double? maxValue = null, double threshold = 0)
    {
        Require.FiniteAndNotNegative(negativeSlope);
        if (maxValue is { } given) { Require.FiniteAndNotNegative(given, nameof(maxValue)); }
        return Of(x, new Ramp((float)negativeSlope, (float)(maxValue ?? double.PositiveInfinity), (float)threshold));
    }

    /// <inheritdoc cref="ReLU(ReadOnlySpan{float}, double, double?, double)"/>
    public static Tensor<float> ReLU(Tensor<float> x, double negativeSlope = 0, double? maxValue = null, double threshold = 0) =>
        Shaped(x, ReLU(Values(x), negativeSlope, maxValue, threshold));

    /// <summary>x kept from 0 to 6. Keras: <c>keras.activations.relu6</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] ReLU6(ReadOnlySpan<float> x) => Of<ReLU6>(x);

    /// <inheritdoc cref="ReLU6(ReadOnlySpan{float})"/>
    public static Tensor<float> ReLU6(Tensor<float> x) => Shaped(x, ReLU6(Values(x)));

    /// <summary>x, and <paramref name="negativeSlope"/> x below 0. Keras: <c>keras.activations.leaky_relu</c>.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="negativeSlope">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is negative or not finite.</exception>
    public static float[] LeakyReLU(ReadOnlySpan<float> x, double negativeSlope = 0.2) => ReLU(x, negativeSlope);

    /// <inheritdoc cref="LeakyReLU(ReadOnlySpan{float}, double)"/>
    public static Tensor<float> LeakyReLU(Tensor<float> x, double negativeSlope = 0.2) => Shaped(x, LeakyReLU(Values(x), negativeSlope));

    /// <summary>x, and <paramref name="alpha"/> (exp(x) - 1) below 0. Keras: <c>keras.activations.elu</c>.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="alpha">What it tends to, with the other sign.</param>
    public static float[] ELU(ReadOnlySpan<float> x, double alpha = 1) => Of(x, new ExponentialRamp((float)alpha));

    /// <inheritdoc cref="ELU(ReadOnlySpan{float}, double)"/>
    public static Tensor<float> ELU(Tensor<float> x, double alpha = 1) => Shaped(x, ELU(Values(x), alpha));

    /// <summary>1.0507 x, and 1.0507 x 1.67326 (exp(x) - 1) below 0. Keras: <c>keras.activations.selu</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] SELU(ReadOnlySpan<float> x) => Of<SELU>(x);

    /// <inheritdoc cref="SELU(ReadOnlySpan{float})"/>
    public static Tensor<float> SELU(Tensor<float> x) => Shaped(x, SELU(Values(x)));

    /// <summary>
    /// max(x, 0) + <paramref name="alpha"/> (exp(min(x, 0) / <paramref name="alpha"/>) - 1). Keras: <c>keras.activations.celu</c>.
    /// </summary>
    /// <param name="x">The numbers.</param>
    /// <param name="alpha">What it tends to, with the other sign; not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">alpha is 0.</exception>
    public static float[] CELU(ReadOnlySpan<float> x, double alpha = 1)
    {
        if (alpha == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha,
                "alpha is 0; x is divided by it. Use ReLU, or an alpha other than 0.");
        }
        return Of(x, new ContinuousRamp((float)alpha));
    }

    /// <inheritdoc cref="CELU(ReadOnlySpan{float}, double)"/>
    public static Tensor<float> CELU(Tensor<float> x, double alpha = 1) => Shaped(x, CELU(Values(x), alpha));

    /// <summary>
    /// x (1 + erf(x / sqrt 2)) / 2, or x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2. Keras: <c>keras.activations.gelu</c>.
    /// </summary>
    /// <param name="x">The numbers.</param>
    /// <param name="approximate">Which one: false for the first.</param>
    public static float[] GELU(ReadOnlySpan<float> x, bool approximate = false) => approximate ? Of<GELUApproximate>(x) : Of<GELU>(x);

    /// <inheritdoc cref="GELU(ReadOnlySpan{float}, bool)"/>
    public static Tensor<float> GELU(Tensor<float> x, bool approximate = false) => Shaped(x, GELU(Values(x), approximate));

    /// <summary>x / (1 + exp(-x)). Keras: <c>keras.activations.silu</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] SiLU(ReadOnlySpan<float> x) => Of<SiLU>(x);

    /// <inheritdoc cref="SiLU(ReadOnlySpan{float})"/>
    public static Tensor<float> SiLU(Tensor<float> x) => Shaped(x, SiLU(Values(x)));

    /// <summary>
    /// x / (1 + exp(-x)): another name of <see cref="SiLU(ReadOnlySpan{float})"/>. Keras: <c>keras.activations.swish</c>.
    /// </summary>
    /// <param name="x">The numbers.</param>
    public static float[] Swish(ReadOnlySpan<float> x) => Of<SiLU>(x);

    /// <inheritdoc cref="Swish(ReadOnlySpan{float})"/>
    public static Tensor<float> Swish(Tensor<float> x) => Shaped(x, Swish(Values(x)));

    /// <summary>1 / (1 + exp(-x)). Keras: <c>keras.activations.sigmoid</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] Sigmoid(ReadOnlySpan<float> x) => Of<Sigmoid>(x);

    /// <inheritdoc cref="Sigmoid(ReadOnlySpan{float})"/>
    public static Tensor<float> Sigmoid(Tensor<float> x) => Shaped(x, Sigmoid(Values(x)));

    /// <summary>x / 6 + 1/2 kept from 0 to 1. Keras: <c>keras.activations.hard_sigmoid</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] HardSigmoid(ReadOnlySpan<float> x) => Of<HardSigmoid>(x);

    /// <inheritdoc cref="HardSigmoid(ReadOnlySpan{float})"/>
    public static Tensor<float> HardSigmoid(Tensor<float> x) => Shaped(x, HardSigmoid(Values(x)));

    /// <summary>x times the hard sigmoid of x. Keras: <c>keras.activations.hard_silu</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] HardSiLU(ReadOnlySpan<float> x) => Of<HardSiLU>(x);

    /// <inheritdoc cref="HardSiLU(ReadOnlySpan{float})"/>
    public static Tensor<float> HardSiLU(Tensor<float> x) => Shaped(x, HardSiLU(Values(x)));

    /// <summary>
    /// x times the hard sigmoid of x: another name of <see cref="HardSiLU(ReadOnlySpan{float})"/>. Keras:
    /// <c>keras.activations.hard_swish</c>.
    /// </summary>
    /// <param name="x">The numbers.</param>
    public static float[] HardSwish(ReadOnlySpan<float> x) => Of<HardSiLU>(x);

    /// <inheritdoc cref="HardSwish(ReadOnlySpan{float})"/>
    public static Tensor<float> HardSwish(Tensor<float> x) => Shaped(x, HardSwish(Values(x)));

    /// <summary>-ln(1 + exp(-x)). Keras: <c>keras.activations.log_sigmoid</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] LogSigmoid(ReadOnlySpan<float> x) => Of<LogSigmoid>(x);

    /// <inheritdoc cref="LogSigmoid(ReadOnlySpan{float})"/>
    public static Tensor<float> LogSigmoid(Tensor<float> x) => Shaped(x, LogSigmoid(Values(x)));

    /// <summary>The hyperbolic tangent. Keras: <c>keras.activations.tanh</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] Tanh(ReadOnlySpan<float> x) => Of<Tanh>(x);

    /// <inheritdoc cref="Tanh(ReadOnlySpan{float})"/>
    public static Tensor<float> Tanh(Tensor<float> x) => Shaped(x, Tanh(Values(x)));

    /// <summary>exp(x). Keras: <c>keras.activations.exponential</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] Exponential(ReadOnlySpan<float> x) => Of<Exponential>(x);

    /// <inheritdoc cref="Exponential(ReadOnlySpan{float})"/>
    public static Tensor<float> Exponential(Tensor<float> x) => Shaped(x, Exponential(Values(x)));

    /// <summary>ln(1 + exp(x)). Keras: <c>keras.activations.softplus</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] Softplus(ReadOnlySpan<float> x) => Of<Softplus>(x);

    /// <inheritdoc cref="Softplus(ReadOnlySpan{float})"/>
    public static Tensor<float> Softplus(Tensor<float> x) => Shaped(x, Softplus(Values(x)));

    /// <summary>x / (1 + |x|). Keras: <c>keras.activations.softsign</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] Softsign(ReadOnlySpan<float> x) => Of<Softsign>(x);

    /// <inheritdoc cref="Softsign(ReadOnlySpan{float})"/>
    public static Tensor<float> Softsign(Tensor<float> x) => Shaped(x, Softsign(Values(x)));

    /// <summary>x tanh(ln(1 + exp(x))). Keras: <c>keras.activations.mish</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] Mish(ReadOnlySpan<float> x) => Of<Mish>(x);

    /// <inheritdoc cref="Mish(ReadOnlySpan{float})"/>
    public static Tensor<float> Mish(Tensor<float> x) => Shaped(x, Mish(Values(x)));

    /// <summary>x kept from -1 to 1. Keras: <c>keras.activations.hard_tanh</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] HardTanh(ReadOnlySpan<float> x) => Of<HardTanh>(x);

    /// <inheritdoc cref="HardTanh(ReadOnlySpan{float})"/>
    public static Tensor<float> HardTanh(Tensor<float> x) => Shaped(x, HardTanh(Values(x)));

    /// <summary>x - tanh(x). Keras: <c>keras.activations.tanh_shrink</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] TanhShrink(ReadOnlySpan<float> x) => Of<TanhShrink>(x);

    /// <inheritdoc cref="TanhShrink(ReadOnlySpan{float})"/>
    public static Tensor<float> TanhShrink(Tensor<float> x) => Shaped(x, TanhShrink(Values(x)));

    /// <summary>
    /// x drawn towards 0 by <paramref name="threshold"/>, and 0 where it is no farther from it. Keras:
    /// <c>keras.activations.soft_shrink</c>.
    /// </summary>
    /// <param name="x">The numbers.</param>
    /// <param name="threshold">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is negative or not finite.</exception>
    public static float[] SoftShrink(ReadOnlySpan<float> x, double threshold = 0.5)
    {
        Require.FiniteAndNotNegative(threshold);
        return Of(x, new Shrink((float)threshold, (float)threshold));
    }

    /// <inheritdoc cref="SoftShrink(ReadOnlySpan{float}, double)"/>
    public static Tensor<float> SoftShrink(Tensor<float> x, double threshold = 0.5) => Shaped(x, SoftShrink(Values(x), threshold));

    /// <summary>
    /// x, and 0 where it is no farther than <paramref name="threshold"/> from 0. Keras: <c>keras.activations.hard_shrink</c>.
    /// </summary>
    /// <param name="x">The numbers.</param>
    /// <param name="threshold">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is negative or not finite.</exception>
    public static float[] HardShrink(ReadOnlySpan<float> x, double threshold = 0.5)
    {
        Require.FiniteAndNotNegative(threshold);
        return Of(x, new Shrink((float)threshold, 0f));
    }

    /// <inheritdoc cref="HardShrink(ReadOnlySpan{float}, double)"/>
    public static Tensor<float> HardShrink(Tensor<float> x, double threshold = 0.5) => Shaped(x, HardShrink(Values(x), threshold));

    /// <summary>(x + sqrt(x^2 + <paramref name="b"/>)) / 2. Keras: <c>keras.activations.squareplus</c>.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="b">How smooth it is; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">b is negative or not finite.</exception>
    public static float[] Squareplus(ReadOnlySpan<float> x, double b = 4)
    {
        Require.FiniteAndNotNegative(b);
        return Of(x, new Root((float)b));
    }

    /// <inheritdoc cref="Squareplus(ReadOnlySpan{float}, double)"/>
    public static Tensor<float> Squareplus(Tensor<float> x, double b = 4) => Shaped(x, Squareplus(Values(x), b));

    /// <summary>0 up to -1, (x + 1)^2 / 4 up to 1, then x. Keras: <c>keras.activations.sparse_plus</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] SparsePlus(ReadOnlySpan<float> x) => Of<SparsePlus>(x);

    /// <inheritdoc cref="SparsePlus(ReadOnlySpan{float})"/>
    public static Tensor<float> SparsePlus(Tensor<float> x) => Shaped(x, SparsePlus(Values(x)));

    /// <summary>(x + 1) / 2 kept from 0 to 1. Keras: <c>keras.activations.sparse_sigmoid</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] SparseSigmoid(ReadOnlySpan<float> x) => Of<SparseSigmoid>(x);

    /// <inheritdoc cref="SparseSigmoid(ReadOnlySpan{float})"/>
    public static Tensor<float> SparseSigmoid(Tensor<float> x) => Shaped(x, SparseSigmoid(Values(x)));

    /// <summary>
    /// x where it is above <paramref name="threshold"/>, else <paramref name="defaultValue"/>. Keras: <c>keras.activations.threshold</c>.
    /// </summary>
    /// <param name="x">The numbers.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="defaultValue">The other value.</param>
    public static float[] Threshold(ReadOnlySpan<float> x, double threshold, double defaultValue) =>
        Of(x, new Step((float)threshold, (float)defaultValue));

    /// <inheritdoc cref="Threshold(ReadOnlySpan{float}, double, double)"/>
    public static Tensor<float> Threshold(Tensor<float> x, double threshold, double defaultValue) =>
        Shaped(x, Threshold(Values(x), threshold, defaultValue));
}
