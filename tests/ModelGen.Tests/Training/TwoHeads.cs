using ModelGen.Data;
using ModelGen.Kernels;
using ModelGen.Tests.Contract;

namespace ModelGen.Tests;

/// <summary>Small models with two inputs and two outputs, and data for them.</summary>
internal static class TwoHeads
{
    private const string Trunk = "[Input(8, Name = \"image\")] [Dense(20, ReLU, Name = \"features\")] [Input(5, Name = \"meta\")] "
        + "[Dense(6, ReLU)] [Concatenate(\"features\")]";

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(
        $"{Trunk} [Dense(4, Softmax)] [Output(Name = \"digit\")] [From(\"features\")] [Dense(1, Sigmoid)] [Output(Name = \"odd\")]",
        $"{Trunk} [Dense(4, Softmax)] [Output(Name = \"digit\")] [Dense(7, ReLU)] [Dense(1, Sigmoid)] [Output(Name = \"odd\")]",
        $"{Trunk} [Dense(4, Softmax, ActivityL2 = 0.1, KernelL2 = 0.01)] [Output(Name = \"digit\")] [From(\"features\")] [Dense(1)] "
            + "[Output(Name = \"odd\")]"));

    /// <summary>How many models there are: the heads beside each other, one behind the other, and with regularizers.</summary>
    public const int Models = 3;

    public static Model Make(int model = 0, Device? device = null, int seed = 1) =>
        s_models.Value.Create($"Model{model}", device ?? new CpuDevice(1), seed);

    public static Dataset Data(int samples = 50, float[]? weights = null, int seed = 3)
    {
        var random = new Random(seed);
        float[] images = Numbers.Random(random, samples * 8), table = Numbers.Random(random, samples * 5);
        int[] digits = [.. Enumerable.Range(0, samples).Select(i => (images[i * 8] > 0 ? 2 : 0) + (table[i * 5] > 0 ? 1 : 0))];
        var data = Dataset.From(
            inputs: [("image", new Samples(images, 8)), ("meta", table)],
            labels: [("digit", digits), ("odd", (float[])[.. digits.Select(digit => digit % 2)])]);
        return weights is null ? data : data.WithSampleWeight("odd", weights);
    }

    public static void Compile(this Model model, double oddWeight) => model.Compile(
        new Adam(0.01), losses: new() { ["digit"] = "sparse_categorical_crossentropy", ["odd"] = "mse" },
        lossWeights: new() { ["odd"] = oddWeight }, metrics: new() { ["digit"] = ["accuracy"] },
        weightedMetrics: new() { ["odd"] = ["mae"] });

    /// <summary>The values of all parameters.</summary>
    public static float[] Values(this Model model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];

    public static FloatSpans Inputs(this Batch batch) => new(batch.InputsOf("image"), batch.InputsOf("meta"));

    public static Labels[] Labels(this Batch batch) => [batch.LabelsOf("digit"), batch.LabelsOf("odd")];

    public static FloatSpans Weights(this Batch batch) => new(batch.SampleWeightsOf("digit"), batch.SampleWeightsOf("odd"));
}
