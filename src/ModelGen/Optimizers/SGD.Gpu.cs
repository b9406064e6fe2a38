using ILGPU;

namespace ModelGen;

public sealed unsafe partial class SGD
{
    private void GpuApply(GpuDevice g, ParameterStore store)
    {
        int length = (int)store.ParameterArena.Length;
        ArrayView<float> weights = store.ParameterArena.Slice(0, length).View, gradients = store.GradientArena.Slice(0, length).View;
        ArrayView<float> settings = Settings(store, [(float)LearningRate.Value, _momentum]);
        ArrayView<int> stop = store.GpuStop;
        if (_momentum == 0f) { g.Launch(PlainKernel, GpuDevice.GroupsFor(length), weights, gradients, settings, stop, length); }
        else { g.Launch(MomentumKernel, GpuDevice.GroupsFor(length), weights, gradients, Slot(store, 0).View, settings, stop, Nesterov ? 1 : 0, length); }
    }

    // One thread for one parameter.
    internal static void PlainKernel(ArrayView<float> w, ArrayView<float> g, ArrayView<float> settings, ArrayView<int> stop, int length)
    {
        int i = GpuDevice.Thread;
        if (i >= length || stop[0] != 0) { return; }
        w[i] -= settings[0] * g[i];
    }

    internal static void MomentumKernel(
        ArrayView<float> w, ArrayView<float> g, ArrayView<float> m, ArrayView<float> settings, ArrayView<int> stop, int nesterov, int length)
    {
        int i = GpuDevice.Thread;
        if (i >= length || stop[0] != 0) { return; }
        float pull = settings[0] * g[i];
        float change = (settings[1] * m[i]) - pull;
        m[i] = change;
        w[i] += nesterov != 0 ? (settings[1] * change) - pull : change;
    }
}
