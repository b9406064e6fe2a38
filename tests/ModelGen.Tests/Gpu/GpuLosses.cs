using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests.Gpu;

/// <summary>Every loss on a GPU's kernels against the CPU's: the same formulas, summed in float32.</summary>
internal static class GpuLosses
{
    public static void Check(Device gpu, int repeat)
    {
        foreach (LossCase c in LossCases.All)
        {
            float[] x = [.. Enumerable.Range(0, repeat).SelectMany(_ => c.X)], y = [.. Enumerable.Range(0, repeat).SelectMany(_ => c.Y)];
            float[] weights = [.. Enumerable.Range(0, x.Length / c.Columns).Select(i => .5f + i % 3)];
            var labels = new Labels((ReadOnlyMemory<float>)y);
            (float[] values, float[] gradient) = new LossBench(c.Loss, c.Ending, [c.Columns]).Run(x, labels, weights);
            (float[] others, float[] slopes) = new LossBench(c.Loss, c.Ending, [c.Columns], device: gpu).Run(x, labels, weights);
            Near(c.Name + ", values", values, others);
            Near(c.Name + ", gradient", gradient, slopes);
        }
    }

    public static void CheckAxes(Device gpu, int samples)
    {
        LossAxes.Check("Dice", [2, 3, 2], [], samples, gpu, 2e-6);
        LossAxes.Check("Dice", [2, 3, 2], [0, 1, 2], samples, gpu, 2e-6);
        LossAxes.Check("Tversky", [2, 3, 2], [1, 2], samples, gpu, 2e-6);
        LossAxes.Check("CosineSimilarity", [2, 3, 2], [2], samples, gpu, 2e-6);
    }

    public static void CheckIgnored(Device gpu)
    {
        float[] x = [.2f, .5f, .3f, .15f, .6f, .25f, .1f, .1f, .8f, .3f, .3f, .4f];
        var labels = new Labels((ReadOnlyMemory<int>)new[] { 1, -1, 2, 0 });
        foreach (Activation ending in new[] { Activation.Softmax, Activation.Sigmoid })
        {
            var loss = new SparseCategoricalCrossentropy(ignoreClass: -1);
            (float[] values, float[] gradient) = new LossBench(loss, ending, [2, 3]).Run(x, labels, 1, 2, 3, 4);
            (float[] others, float[] slopes) = new LossBench(loss, ending, [2, 3], device: gpu).Run(x, labels, 1, 2, 3, 4);
            Near("ignored, values", values, others);
            Near("ignored, gradient", gradient, slopes);
        }
    }

    private static void Near(string what, float[] expected, float[] actual)
    {
        float scale = expected.Where(float.IsFinite).Select(MathF.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < expected.Length; i++)
        {
            float tolerance = (1e-5f * Math.Max(MathF.Abs(expected[i]), scale * 1e-2f)) + 1e-7f;
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
            {
                Assert.Fail($"{what} {i}: {actual[i]:g9}, the CPU says {expected[i]:g9}");
            }
        }
    }
}
