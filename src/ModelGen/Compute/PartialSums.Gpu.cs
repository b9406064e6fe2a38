using ILGPU;

namespace ModelGen.Kernels;

/// <summary>Sums of parts, in their order, on a GPU.</summary>
internal static class PartialSums
{
    // One thread for each sum.
    internal static void AddKernel(ArrayView<float> sums, ArrayView<float> parts, int size, int count, int accumulate)
    {
        int i = GpuDevice.Thread;
        if (i >= size) { return; }
        float sum = Of(parts, i, size, count);
        sums[i] = accumulate != 0 ? sums[i] + sum : sum;
    }

    /// <summary>Inside a kernel: the sum of values that lie apart, in order, four of them under way at a time.</summary>
    public static float Of(ArrayView<float> values, int first, int apart, int count)
    {
        float sum = 0f;
        int i = 0;
        for (; i + 3 < count; i += 4)
        {
            float a = values[first], b = values[first + apart], c = values[first + (2 * apart)], d = values[first + (3 * apart)];
            first += 4 * apart;
            sum = sum + a + b + c + d;
        }

        for (; i < count; i++)
        {
            sum += values[first];
            first += apart;
        }

        return sum;
    }
}
