using ILGPU;

namespace ModelGen;

public sealed unsafe partial class Adam
{
    private void GpuApply(GpuDevice g, ParameterStore store, long step)
    {
        int length = (int)store.ParameterArena.Length;
        ArrayView<float> settings = Settings(store, [Alpha(step), (float)(1 - Beta1), (float)(1 - Beta2), (float)Epsilon]);
        g.Launch(
            Kernel, GpuDevice.GroupsFor(length),
            store.ParameterArena.Slice(0, length).View, store.GradientArena.Slice(0, length).View, Slot(store, 0).View, Slot(store, 1).View,
            settings, store.GpuStop, length);
    }

    // One thread for one parameter.
    internal static void Kernel(
        ArrayView<float> w, ArrayView<float> g, ArrayView<float> m, ArrayView<float> v, ArrayView<float> settings, ArrayView<int> stop, int length)
    {
        int i = GpuDevice.Thread;
        if (i >= length || stop[0] != 0) { return; }
        float gradient = g[i];
        float mean = m[i] + ((gradient - m[i]) * settings[1]);
        float square = v[i] + (((gradient * gradient) - v[i]) * settings[2]);
        m[i] = mean;
        v[i] = square;
        w[i] -= mean * settings[0] / (MathF.Sqrt(square) + settings[3]);
    }
}
