using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// On a GPU a loss is read many steps later. So the GPU itself looks at it: where it is not finite, a flag is set that stops all further
/// updates, and the parameters stay as they were before that step. An update that left places as they were stops those after it, too.
/// </summary>
internal static class NonFiniteGuard
{
    /// <summary>Has the GPU stop where a loss is not finite; the last one of a batch counts the batch.</summary>
    public static void Watch(GpuDevice g, Block values, ArrayView<int> stop, bool isLast = true) =>
        g.Launch(WatchKernel, 1, stop, values.View, (int)values.Length, isLast ? 1 : 0);

    /// <summary>Has it refuse what a forward pass has staged where a loss is not finite, the first one of the batch or a further one.
    /// </summary>
    public static void Judge(GpuDevice g, ArrayView<int> refusal, Block values, bool isFirst = true) =>
        g.Launch(JudgeKernel, 1, refusal, values.View, (int)values.Length, isFirst ? 1 : 0);

    /// <summary>Has it accept that, because no loss is known.</summary>
    public static void Accept(GpuDevice g, ArrayView<int> refusal) => g.Launch(SetKernel, 1, refusal, 0, 0);

    internal static void SetKernel(ArrayView<int> values, int place, int value)
    {
        if (GpuDevice.Thread == 0) { values[place] = value; }
    }

    internal static void JudgeKernel(ArrayView<int> refusal, ArrayView<float> values, int count, int isFirst)
    {
        int bad = FindNonFinite(values, count);
        if (Group.IdxX == 0) { refusal[0] = isFirst != 0 ? bad : bad | refusal[0]; }
    }

    internal static void WatchKernel(ArrayView<int> stop, ArrayView<float> values, int count, int isLast)
    {
        int bad = FindNonFinite(values, count);
        if (Group.IdxX != 0) { return; }
        if (bad != 0 || stop[ParameterStore.FaultAt] != FaultyPlace.None) { stop[ParameterStore.StopAt] = 1; }
        if (stop[ParameterStore.StopAt] == 0) { stop[ParameterStore.WatchedAt] += isLast; }
    }

    // One group: each thread looks at its share, the first one at what they found.
    private static int FindNonFinite(ArrayView<float> values, int count)
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
        if (thread == 0)
        {
            for (int i = 1; i < GpuDevice.GroupSize; i++) { bad |= found[i]; }
        }

        return bad;
    }
}
