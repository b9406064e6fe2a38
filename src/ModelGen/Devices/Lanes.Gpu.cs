using ILGPU;

namespace ModelGen.Kernels;

internal static partial class Lanes
{
    internal static void GpuAdd(GpuDevice g, Step s, Block gradient, Block lanes)
    {
        int size = (int)gradient.Length;
        g.Launch(AddKernel, GpuDevice.GroupsFor(size), gradient.View, lanes.View, size, s.SliceCount, s.Accumulate ? 1 : 0);
    }

    // One thread for each value of the gradient.
    internal static void AddKernel(ArrayView<float> gradient, ArrayView<float> lanes, int size, int count, int accumulate)
    {
        int i = GpuDevice.Thread;
        if (i >= size) { return; }
        float sum = accumulate != 0 ? gradient[i] : 0f;
        gradient[i] = sum + Sum(lanes, i, size, count);
    }

    /// <summary>Inside a kernel: the sum of values that lie apart, in order, four of them under way at a time.</summary>
    public static float Sum(ArrayView<float> values, int first, int apart, int count)
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
