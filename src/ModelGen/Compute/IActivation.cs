namespace ModelGen.Kernels;

/// <summary>
/// An elementwise activation: on spans for the CPU, on single values for GPU kernels. Derivatives are computed from the activation's own
/// output, so nothing else need be kept; or, where the output does not tell where the input was, from the input.
/// </summary>
public interface IActivation
{
    /// <summary>Whether derivatives are computed from the input x instead of the output y.</summary>
    static virtual bool NeedsInput => false;

    /// <summary>y = A(y), in place.</summary>
    static abstract void Apply(Span<float> y);

    /// <summary>dx = dy A'(x), from y = A(x), or from x where <see cref="NeedsInput"/>. dx and dy may be the same span.</summary>
    static abstract void Differentiate(Span<float> dx, ReadOnlySpan<float> kept, ReadOnlySpan<float> dy);

    /// <summary>A(x).</summary>
    static abstract float Apply(float x);

    /// <summary>A'(x), from y = A(x), or from x where <see cref="NeedsInput"/>.</summary>
    static abstract float Derivative(float kept);
}
