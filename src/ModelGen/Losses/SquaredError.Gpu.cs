using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

internal static unsafe partial class SquaredError
{
    /// <summary>What the kernel is told besides its views.</summary>
    internal readonly record struct GpuSizes(int Samples, int Size, int TargetsAreClasses, int HasGradient, float Scale);

    private static void GpuCompute(GpuDevice g, in Scoring s)
    {
        int size = s.Layout.Size;
        bool gradient = !s.Gradient.IsEmpty;
        var sizes = new GpuSizes(s.Step.BatchSize, size, s.TargetsAreClasses ? 1 : 0, gradient ? 1 : 0, 2f / ((float)s.Step.BatchSize * size));
        g.Launch(
            GpuKernel, GpuDevice.GroupsFor(s.Step.BatchSize),
            s.Values.View, (gradient ? s.Gradient : s.Values).View, s.Output.View, s.Targets.View, s.Targets.View.Cast<int>(), sizes);
    }

    // One thread for one sample, over its values in order.
    internal static void GpuKernel(
        ArrayView<float> values, ArrayView<float> gradient, ArrayView<float> output, ArrayView<float> targets, ArrayView<int> classes, GpuSizes sizes)
    {
        int sample = GpuDevice.Thread;
        if (sample >= sizes.Samples) { return; }
        float sum = 0f;
        for (int i = sample * sizes.Size; i < (sample + 1) * sizes.Size; i++)
        {
            float target = sizes.TargetsAreClasses != 0 ? classes[i] : targets[i];
            float difference = output[i] - target;
            sum += difference * difference;
            if (sizes.HasGradient != 0) { gradient[i] = difference * sizes.Scale; }
        }

        values[sample] = sum / sizes.Size;
    }
}
