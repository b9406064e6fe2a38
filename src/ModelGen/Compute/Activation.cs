namespace ModelGen;

/// <summary>The function that a layer applies to each of its outputs.</summary>
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
}
