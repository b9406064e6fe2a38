using System.Numerics.Tensors;

namespace ModelGen.Kernels;

/// <summary>A(x) = tanh(x); A'(x) = 1 - y y.</summary>
public readonly struct Tanh : IActivation
{
    /// <inheritdoc/>
    public static void Apply(Span<float> y) => TensorPrimitives.Tanh(y, y);

    /// <inheritdoc/>
    public static void Differentiate(Span<float> dx, ReadOnlySpan<float> y, ReadOnlySpan<float> dy)
    {
        for (int i = 0; i < dx.Length; i++) { dx[i] = dy[i] * Derivative(y[i]); }
    }

    /// <inheritdoc/>
    public static float Apply(float x)
    {
        // Near 0 the quotient would cancel: there the series x - x^3/3 + 2x^5/15 - 17x^7/315 is exact to a float.
        float square = x * x;
        if (square < 0.01f) { return x * (1f - (square * ((1f / 3f) - (square * ((2f / 15f) - (square * (17f / 315f))))))); }
        float e = MathF.Exp(x >= 0f ? -2f * x : 2f * x);
        float t = (1f - e) / (1f + e);
        return x >= 0f ? t : x < 0f ? -t : x;
    }

    /// <inheritdoc/>
    public static float Derivative(float y) => 1f - (y * y);
}
