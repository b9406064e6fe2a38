using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests.Gpu;

/// <summary>Every optimizer on a GPU's kernels. Run on ILGPU's CPU accelerator always, on a driver's device where there is one.</summary>
internal static class OptimizerChecks
{
    /// <summary>Every optimizer alone and with all settings, and each setting with some.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string optimizer in OptimizerCases.Optimizers)
            {
                cases.Add(optimizer, "alone");
                cases.Add(optimizer, "all");
            }

            foreach (string settings in OptimizerCases.Settings.Where(settings => settings is not ("alone" or "all")))
            {
                cases.Add("SGD, momentum", settings);
                cases.Add("Lamb", settings);
                cases.Add("Adafactor, all", settings);
            }

            return cases;
        }
    }

    /// <summary>In brief every twelfth of them.</summary>
    public static TheoryData<string, string> SomeCases => [.. Extent.Pick(Cases.Select(row => row.Data), step: 24)];

    public static void Check(Device gpu, string optimizer, string settings) =>
        OptimizerOracle.Check(gpu, optimizer, settings, steps: Extent.Pick(3, 9), OptimizerStore.SomeShapes);

    /// <summary>A loss that is not finite: a GPU has been told to make further steps, and none of what they keep may change.</summary>
    public static void CheckTakeBack(Device gpu, string optimizer, string settings)
    {
        (float[] Weights, OptimizerState State, float[][] Arenas) Train(Device device)
        {
            using Model model = GpuTraining.RegressionModel(device);
            Dataset data = GpuTraining.Values(12, 5, 2);
            float[] x = [.. Enumerable.Range(0, 12).SelectMany(i => data.Sample(i).ToArray())];
            x[8 * 5] = float.NaN; // in the fifth batch of two
            Optimizer made = OptimizerCases.Make(optimizer, settings);
            model.Compile(made, Loss.MeanSquaredError);
            var error = Assert.Throws<NonFiniteLossException>(() =>
                model.Fit(Dataset.From(x, data.Labels, 5), batchSize: 2, shuffle: false, verbose: 0));
            Assert.Equal((0, 4), (error.Epoch, error.Step));
            Assert.Equal(4, model.Iteration);
            return ([.. model.Parameters.SelectMany(p => p.ToArray())], made.ExportState(),
                [.. made.StateArenas.Select(arena => arena.LikeParameters ? model.ReadAll(arena.Values) : Read(arena.Values))]);
        }

        var (expected, actual) = (Train(new CpuDevice(1)), Train(gpu));
        Assert.Equal(expected.State, actual.State);
        Assert.Equal(4, actual.State.Steps);
        for (int i = 0; i < expected.Weights.Length; i++) { Assert.Equal(expected.Weights[i], actual.Weights[i], 2e-4f); }
        foreach ((float[] e, float[] a) in expected.Arenas.Zip(actual.Arenas))
        {
            for (int i = 0; i < e.Length; i++) { Assert.Equal(e[i], a[i], 2e-4f); }
        }
    }

    private static float[] Read(Arena arena)
    {
        var values = new float[arena.Length];
        arena.Download(values);
        return values;
    }
}
