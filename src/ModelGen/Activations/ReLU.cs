using System.Numerics;

namespace ModelGen.Kernels;

/// <summary>A(x) = max(x, 0). A'(0) = 0. NaN stays NaN.</summary>
public readonly unsafe struct ReLU : IActivation
{
    /// <inheritdoc/>
    public static void Apply(Span<float> y)
    {
        fixed (float* p = y)
        {
            int i = 0;
            for (; i <= y.Length - Vector<float>.Count; i += Vector<float>.Count) { Vector.Max(Vector.Load(p + i), Vector<float>.Zero).Store(p + i); }
            for (; i < y.Length; i++) { p[i] = Apply(p[i]); }
        }
    }

    /// <inheritdoc/>
    public static void Differentiate(Span<float> dx, ReadOnlySpan<float> y, ReadOnlySpan<float> dy)
    {
        if (dx.Length < y.Length || dy.Length < y.Length) { throw new ArgumentException("dx and dy are shorter than y."); }
        fixed (float* px = dx, py = y, pdy = dy)
        {
            int i = 0;
            for (; i <= y.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<int> positive = Vector.GreaterThan(Vector.Load(py + i), Vector<float>.Zero);
                Vector.ConditionalSelect(positive, Vector.Load(pdy + i), Vector<float>.Zero).Store(px + i);
            }

            for (; i < y.Length; i++) { px[i] = py[i] > 0f ? pdy[i] : 0f; }
        }
    }

    /// <inheritdoc/>
    public static float Apply(float x) => x <= 0f ? 0f : x;

    /// <inheritdoc/>
    public static float Derivative(float y) => y > 0f ? 1f : 0f;
}
