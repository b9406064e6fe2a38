using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

internal static unsafe partial class ElementwiseLoss
{
    /// <summary>What the kernel is told besides its views.</summary>
    internal readonly record struct GpuSizes(int Samples, int Rows, int Columns, int TargetsAreClasses, int WeightsPerSample,
        int HasGradient, float Divisor, float Scale);

    private static void GpuCompute<L>(GpuDevice g, in Scoring s, Block output, double divisor, L formula)
        where L : unmanaged, IElementwiseLoss
    {
        bool gradient = !s.Gradient.IsEmpty;
        var sizes = new GpuSizes(
            s.Step.BatchSize, s.Layout.Rows, s.Layout.Columns, s.TargetsAreClasses ? 1 : 0, s.WeightsPerSample, gradient ? 1 : 0,
            (float)divisor, s.GradientScale(divisor));
        g.Launch(
            GpuKernel<L>, GpuDevice.GroupsFor(s.Step.BatchSize),
            s.Values.View, (gradient ? s.Gradient : s.Values).View, output.View, s.Targets.View,
            (s.Weights.IsEmpty ? s.Values : s.Weights).View, s.Numbers!.Put(formula), sizes);
    }

    // One thread for one sample, over its values in order.
    internal static void GpuKernel<L>(
        ArrayView<float> values, ArrayView<float> gradient, ArrayView<float> output, ArrayView<float> targets, ArrayView<float> weights,
        ArrayView<float> numbers, GpuSizes sizes) where L : unmanaged, IElementwiseLoss
    {
        int sample = GpuDevice.Thread;
        if (sample >= sizes.Samples) { return; }
        L formula = numbers.Cast<L>()[0];
        float sum = 0f;
        for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
        {
            float weight = sizes.WeightsPerSample == 0 ? 1f : weights[sizes.WeightsPerSample == 1 ? sample : row];
            float scale = weight * sizes.Scale;
            float rowSum = 0f;
            for (int i = row * sizes.Columns; i < (row + 1) * sizes.Columns; i++)
            {
                float y = sizes.TargetsAreClasses != 0 ? targets.Cast<int>()[i] : targets[i];
                float p = output[i];
                rowSum += formula.Value(y, p);
                if (sizes.HasGradient != 0) { gradient[i] = formula.Derivative(y, p) * scale; }
            }

            sum += weight * rowSum;
        }

        values[sample] = sum / sizes.Divisor;
    }
}
