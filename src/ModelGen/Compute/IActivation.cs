namespace ModelGen.Kernels;

/// <summary>
/// An elementwise activation: on spans for the CPU, on single values for GPU kernels.
/// Derivatives are computed from the activation's own output, so nothing else need be kept.
/// </summary>
public interface IActivation
{
    /// <summary>y = A(y), in place.</summary>
    static abstract void Apply(Span<float> y);

    /// <summary>dx = dy A'(x), from y = A(x). dx and dy may be the same span.</summary>
    static abstract void Differentiate(Span<float> dx, ReadOnlySpan<float> y, ReadOnlySpan<float> dy);

    /// <summary>A(x).</summary>
    static abstract float Apply(float x);

    /// <summary>A'(x), from y = A(x).</summary>
    static abstract float Derivative(float y);
}
