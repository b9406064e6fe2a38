namespace ModelGen;

/// <summary>
/// A function of one target and one output, whose mean or sum along the last axis is a loss; one text for the CPU and for GPU kernels.
/// </summary>
internal interface IElementwiseLoss
{
    /// <summary>Whether values along the last axis are added and not averaged.</summary>
    static abstract bool IsSum { get; }

    /// <summary>About how many operations one value takes.</summary>
    static abstract int Operations { get; }

    /// <summary>The value.</summary>
    static abstract float Value(float y, float p, LossSettings settings);

    /// <summary>Its derivative with respect to p.</summary>
    static abstract float Derivative(float y, float p, LossSettings settings);
}
