using System.Globalization;

namespace ModelGen.EndToEnd.Tests;

/// <summary>
/// A program that trains the README's network on a few drawn pictures and prints, last, what it predicts. Its predictions are nearly the
/// same wherever it runs.
/// </summary>
internal static class LectureProgram
{
    // Vectors of other widths add in other orders, and thirty steps carry that on.
    private const double Tolerance = 1e-4;

    private static Task<string>? s_underTheJit;

    /// <summary>The statements that train <c>model</c>, on the first of <c>images</c> among others.</summary>
    public const string Training = """
        var random = new Random(1);
        var images = new float[20 * 784];
        int[] labels = [.. Enumerable.Range(0, 20).Select(i => i % 2)];
        for (int i = 0; i < images.Length; i++) { images[i] = random.NextSingle() * (i % 784 / 392 == labels[i / 784] ? 1f : 0.1f); }

        using var model = new Lecture(new CpuDevice(threads: 1), seed: 1);
        uint firstWeights = 0;
        foreach (Parameter parameter in model.Parameters)
        {
            foreach (float w in parameter.ToArray()) { firstWeights = unchecked((firstWeights * 31) + BitConverter.SingleToUInt32Bits(w)); }
        }

        model.Compile(new SGD(0.01), Loss.CategoricalCrossentropy, Metric.Accuracy);
        model.Fit(Dataset.From(images, labels, 28, 28, 1), epochs: 15, batchSize: 10, verbose: 0);
        """;

    /// <summary>A digest of the first weights, and what the first image is taken for, as text.</summary>
    public const string Predictions = """
        string.Join(' ',
            model.Predict(images.AsSpan(0, 784)).ToArray().Select(p => p.ToString("R", CultureInfo.InvariantCulture))
                .Prepend($"{firstWeights:X8}"))
        """;

    /// <summary>The README's network.</summary>
    public const string Network = """
        [Input(28, 28, 1)]
        [Conv2D(32, 5, 5, Activation.ReLU)]
        [MaxPool(2)]
        [Flatten]
        [Dense(10, Activation.Softmax)]
        public partial class Lecture;
        """;

    /// <summary>The program.</summary>
    /// <param name="more">What it does between training and predicting.</param>
    public static string Text(string more = "") => $$"""
        using System.Globalization;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Runtime.Intrinsics.X86;
        using ModelGen;
        using ModelGen.Data;

        {{Training}}
        Console.WriteLine($"{RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.ProcessArchitecture}");
        Console.WriteLine($"dynamic code: {RuntimeFeature.IsDynamicCodeSupported}, AVX2: {Avx2.IsSupported}");
        {{more}}
        Console.WriteLine({{Predictions}});

        {{Network}}
        """;

    /// <summary>
    /// Compares what was predicted with what this machine predicts under the JIT; the first weights have the same bits everywhere.
    /// </summary>
    public static async Task CheckAsync(Package package, string output)
    {
        string jit = await (s_underTheJit ??= RunAsync(package));
        Assert.Contains("dynamic code: True", jit);
        Assert.Equal(LastLine(jit)[0], LastLine(output)[0]);
        double[] expected = Probabilities(jit), actual = Probabilities(output);
        Assert.True(expected[0] > 0.5, $"The model has not learned: {jit}");
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private static async Task<string> RunAsync(Package package)
    {
        var project = new Project(package, "UnderTheJit");
        project.Write("Program.cs", Text());
        (await project.BuildAsync()).Succeeded();
        return await project.RunAsync();
    }

    private static double[] Probabilities(string output) =>
        [.. LastLine(output)[1..].Select(value => double.Parse(value, CultureInfo.InvariantCulture))];

    private static string[] LastLine(string output) => output.TrimEnd().Split('\n')[^1].TrimEnd('\r').Split(' ');
}
