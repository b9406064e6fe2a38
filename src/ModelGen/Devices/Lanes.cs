using System.Numerics.Tensors;

namespace ModelGen.Kernels;

/// <summary>Sums of partial gradients, always in the order of the slices.</summary>
internal static partial class Lanes
{
    public static void CpuAdd(Step s, Block gradient, Block lanes, int count)
    {
        Span<float> sum = gradient.Span;
        if (!s.Accumulate) { sum.Clear(); }
        for (int i = 0; i < count; i++) { TensorPrimitives.Add(sum, lanes.Span.Slice(i * sum.Length, sum.Length), sum); }
    }
}
