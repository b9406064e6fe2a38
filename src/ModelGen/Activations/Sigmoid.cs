using System.Numerics.Tensors;

namespace ModelGen.Kernels;

/// <summary>A(x) = 1 / (1 + exp(-x)); A'(x) = y (1 - y).</summary>
public readonly struct Sigmoid : IActivation
{
    /// <inheritdoc/>
    public static void Apply(Span<float> y) => TensorPrimitives.Sigmoid(y, y);

    /// <inheritdoc/>
    public static void Differentiate(Span<float> dx, ReadOnlySpan<float> y, ReadOnlySpan<float> dy)
    {
        for (int i = 0; i < dx.Length; i++) { dx[i] = dy[i] * Derivative(y[i]); }
    }

    /// <inheritdoc/>
    public static float Apply(float x)
    {
        // Of both forms the one whose exponential cannot overflow.
        if (x >= 0f) { return 1f / (1f + MathF.Exp(-x)); }
        float e = MathF.Exp(x);
        return e / (1f + e);
    }

    /// <inheritdoc/>
    public static float Derivative(float y) => y * (1f - y);
}
