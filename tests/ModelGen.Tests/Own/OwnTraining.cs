using ModelGen.Data;
using ModelGen.Tests.Contract;

namespace ModelGen.Tests;

/// <summary>Small models, and trainings of them by what somebody has written.</summary>
internal static class OwnTraining
{
    public const int Samples = 41, Batch = 8, Inputs = 6, Outputs = 3;

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(
        "[Input(6)] [Dense(70, ReLU)] [Dense(20, ReLU)] [Dense(3)]",
        "[Input(6)] [Dense(12)] [BatchNormalization] [ReLU] [Dense(3)]",
        "[Input(2, 3)] [Dense(5, Tanh)] [Dense(3)]"));

    public const int Plain = 0, Normalized = 1, Sequence = 2;

    public static Model Make(Device? device = null, int model = Plain) =>
        s_models.Value.Create($"Model{model}", device ?? new CpuDevice(1), seed: 2);

    /// <summary>Values for each output, or the class of each sample.</summary>
    public static Dataset Data(bool classes = false, float[]? weights = null, int perSample = Outputs)
    {
        var random = new Random(7);
        float[] x = Numbers.Random(random, Samples * Inputs);
        int[] labels = [.. Enumerable.Range(0, Samples).Select(i => x[i * Inputs] > 0.3f ? 2 : x[i * Inputs] > -0.3f ? 1 : 0)];
        Dataset data = classes ? Dataset.From(x, labels, Inputs)
            : Dataset.From(x, Numbers.Random(random, Samples * perSample, 2), Inputs);
        return weights is null ? data : data.WithSampleWeight(weights);
    }

    public static Dataset OneHot()
    {
        Dataset data = Data(classes: true);
        var targets = new float[Samples * Outputs];
        for (int i = 0; i < Samples; i++) { targets[(i * Outputs) + data.Labels.Classes.Span[i]] = 1; }
        return Dataset.From(data.InputColumns[0].Values, targets, Inputs);
    }

    public static float[] Weights { get; } = [.. Enumerable.Range(0, Samples).Select(i => i % 4 / 2f)];

    /// <summary>Parameters and history after some epochs.</summary>
    public static (float[] Parameters, History History) Fit(
        Dataset data, Func<Optimizer> optimizer, Loss loss, int threads = 1, Metric? metric = null, Device? device = null)
    {
        using Model made = Make(device ?? new CpuDevice(threads));
        made.Compile(optimizer(), loss, (OutputMetrics)(metric is null ? [] : [metric]));
        History history = made.Fit(data, epochs: 3, batchSize: Batch, validationSplit: 0.2, verbose: 0);
        return (made.Values(), history);
    }
}
