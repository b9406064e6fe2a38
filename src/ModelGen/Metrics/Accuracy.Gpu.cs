using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

internal sealed unsafe partial class Accuracy
{
    /// <summary>What the kernel is told besides its views.</summary>
    internal readonly record struct GpuSizes(int Samples, int Rows, int Columns, int TargetsAreClasses);

    private static void GpuCompute(GpuDevice g, in Scoring s)
    {
        var sizes = new GpuSizes(s.Step.BatchSize, s.Layout.Rows, s.Layout.Columns, s.TargetsAreClasses ? 1 : 0);
        g.Launch(
            GpuKernel, GpuDevice.GroupsFor(s.Step.BatchSize),
            s.Values.View, s.Output.View, s.Targets.View, s.Targets.View.Cast<int>(), sizes);
    }

    // One thread for one sample.
    internal static void GpuKernel(ArrayView<float> values, ArrayView<float> output, ArrayView<float> targets, ArrayView<int> classes, GpuSizes sizes)
    {
        int sample = GpuDevice.Thread;
        if (sample >= sizes.Samples) { return; }
        int right = 0;
        for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
        {
            if (GpuIsRight(output, targets, classes, row, sizes)) { right++; }
        }

        values[sample] = (float)right / sizes.Rows;
    }

    private static bool GpuIsRight(ArrayView<float> output, ArrayView<float> targets, ArrayView<int> classes, int row, GpuSizes sizes)
    {
        if (sizes.Columns == 1)
        {
            float y = sizes.TargetsAreClasses != 0 ? classes[row] : targets[row];
            return y == (output[row] > 0.5f ? 1f : 0f);
        }

        int expected = sizes.TargetsAreClasses != 0 ? classes[row] : GpuLargest(targets, row * sizes.Columns, sizes.Columns);
        return GpuLargest(output, row * sizes.Columns, sizes.Columns) == expected;
    }

    private static int GpuLargest(ArrayView<float> values, int first, int count)
    {
        int largest = 0;
        for (int i = 1; i < count; i++)
        {
            if (values[first + i] > values[first + largest]) { largest = i; }
        }

        return largest;
    }
}
