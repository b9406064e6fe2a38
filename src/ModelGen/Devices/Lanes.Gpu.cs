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
        for (int lane = 0; lane < count; lane++) { sum += lanes[(lane * size) + i]; }
        gradient[i] = sum;
    }
}
