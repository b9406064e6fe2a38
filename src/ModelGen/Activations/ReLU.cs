using System.Numerics;

namespace ModelGen.Kernels;

/// <summary>A(x) = max(x, 0). A'(0) = 0. NaN stays NaN.</summary>
public readonly struct ReLU : IActivation
{
    /// <inheritdoc/>
    public static void Apply(Span<float> y)
    {
        int i = 0;
        for (; i <= y.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Max(new Vector<float>(y[i..]), Vector<float>.Zero).CopyTo(y[i..]);
        }

        for (; i < y.Length; i++) { y[i] = Apply(y[i]); }
    }

    /// <inheritdoc/>
    public static void Differentiate(Span<float> dx, ReadOnlySpan<float> y, ReadOnlySpan<float> dy)
    {
        int i = 0;
        for (; i <= y.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<int> positive = Vector.GreaterThan(new Vector<float>(y[i..]), Vector<float>.Zero);
            Vector.ConditionalSelect(positive, new Vector<float>(dy[i..]), Vector<float>.Zero).CopyTo(dx[i..]);
        }

        for (; i < y.Length; i++) { dx[i] = y[i] > 0f ? dy[i] : 0f; }
    }

    /// <inheritdoc/>
    public static float Apply(float x) => x <= 0f ? 0f : x;

    /// <inheritdoc/>
    public static float Derivative(float y) => y > 0f ? 1f : 0f;
}
