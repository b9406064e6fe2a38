namespace ModelGen;

/// <summary>
/// The function that a layer applies to each of its outputs: those of <c>keras.activations</c> with Keras's defaults. What a
/// function is where it has an edge, and its derivative there, is Keras's on TensorFlow. <see cref="Activations"/> computes the same on
/// numbers of your own.
/// </summary>
public enum Activation
{
    /// <summary>x, unchanged.</summary>
    Linear,

    /// <summary>max(x, 0); its derivative at 0 is 0.</summary>
    ReLU,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>exp(x) over the sum of exp along the last axis, with the maximum subtracted first.</summary>
    Softmax,

    /// <summary>x kept from 0 to 6.</summary>
    ReLU6,

    /// <summary>x, and 0.2 x below 0.</summary>
    LeakyReLU,

    /// <summary>x, and exp(x) - 1 below 0.</summary>
    ELU,

    /// <summary>1.0507 x, and 1.0507 x 1.67326 (exp(x) - 1) below 0: keeps means and variances from layer to layer.</summary>
    SELU,

    /// <summary>max(x, 0) + exp(min(x, 0)) - 1: continuously differentiable; with Keras's alpha of 1 it is <see cref="ELU"/>.</summary>
    CELU,

    /// <summary>x times the probability that a standard normal number is less than x: x (1 + erf(x / sqrt 2)) / 2.</summary>
    GELU,

    /// <summary><see cref="GELU"/> by x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2: Keras's <c>gelu(approximate=True)</c>.</summary>
    GELUApproximate,

    /// <summary>x / (1 + exp(-x)).</summary>
    SiLU,

    /// <summary>Another name of <see cref="SiLU"/>.</summary>
    Swish = SiLU,

    /// <summary>x / 6 + 1/2 kept from 0 to 1.</summary>
    HardSigmoid,

    /// <summary>x times <see cref="HardSigmoid"/>.</summary>
    HardSiLU,

    /// <summary>Another name of <see cref="HardSiLU"/>.</summary>
    HardSwish = HardSiLU,

    /// <summary>The logarithm of <see cref="Sigmoid"/>: -ln(1 + exp(-x)).</summary>
    LogSigmoid,

    /// <summary>exp(x).</summary>
    Exponential,

    /// <summary>ln(1 + exp(x)).</summary>
    Softplus,

    /// <summary>x / (1 + |x|).</summary>
    Softsign,

    /// <summary>x tanh(ln(1 + exp(x))).</summary>
    Mish,

    /// <summary>x kept from -1 to 1.</summary>
    HardTanh,

    /// <summary>x - tanh(x).</summary>
    TanhShrink,

    /// <summary>x drawn towards 0 by 1/2, and 0 from -1/2 to 1/2.</summary>
    SoftShrink,

    /// <summary>x, and 0 from -1/2 to 1/2.</summary>
    HardShrink,

    /// <summary>(x + sqrt(x^2 + 4)) / 2.</summary>
    Squareplus,

    /// <summary>0 up to -1, (x + 1)^2 / 4 up to 1, then x.</summary>
    SparsePlus,

    /// <summary>(x + 1) / 2 kept from 0 to 1.</summary>
    SparseSigmoid,

    /// <summary>The logarithm of <see cref="Softmax"/>: x - ln(the sum of exp along the last axis).</summary>
    LogSoftmax,

    /// <summary>
    /// The nearest probabilities to x along the last axis, many of them 0: max(x - t, 0) with the t that makes their sum 1.
    /// </summary>
    Sparsemax,
}
