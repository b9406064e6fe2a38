using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// On a GPU a loss is read many steps later. So the GPU itself looks at it: where it is not finite, a flag is set that stops all further
/// updates, and the parameters stay as they were before that step. An update that left places as they were stops those after it, too.
/// </summary>
internal static class NonFiniteGuard
{
    public static void Watch(GpuDevice g, Block values, ArrayView<int> stop) =>
        g.Launch(WatchKernel, 1, stop, values.View, (int)values.Length);

    // One group: each thread looks at its share, the first one at what they found.
    internal static void WatchKernel(ArrayView<int> stop, ArrayView<float> values, int count)
    {
        ArrayView<int> found = SharedMemory.Allocate<int>(GpuDevice.GroupSize);
        int thread = Group.IdxX;
        int bad = 0;
        for (int i = thread; i < count; i += GpuDevice.GroupSize)
        {
            // Infinity minus itself is NaN too, and only NaN differs from itself.
            float zero = values[i] - values[i];
            if (zero != 0f) { bad = 1; }
        }

        found[thread] = bad;
        Group.Barrier();
        if (thread != 0) { return; }
        for (int i = 1; i < GpuDevice.GroupSize; i++) { bad |= found[i]; }
        if (bad != 0 || stop[ParameterStore.FaultAt] != FaultyPlace.None) { stop[ParameterStore.StopAt] = 1; }
        if (stop[ParameterStore.StopAt] == 0) { stop[ParameterStore.WatchedAt]++; }
    }
}
