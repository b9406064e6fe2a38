namespace ModelGen.Kernels;

/// <summary>A(x) = x.</summary>
public readonly struct Linear : IActivation
{
    /// <inheritdoc/>
    public static void Apply(Span<float> y) { }

    /// <inheritdoc/>
    public static void Differentiate(Span<float> dx, ReadOnlySpan<float> kept, ReadOnlySpan<float> dy) => dy.CopyTo(dx);

    /// <inheritdoc/>
    public static float Apply(float x) => x;

    /// <inheritdoc/>
    public static float Derivative(float y) => 1f;
}
