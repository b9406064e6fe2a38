using System.Globalization;
using System.Runtime.InteropServices;
using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>A native publish, where the machine can make one, with the settings that a user has who says no more than PublishAot.</summary>
public class NativeTests(Package package)
{
    // Twice what it is.
    private const long MostBytes = 6_000_000;

    // Vectors of 16 under the JIT and of 8 in native code add in other orders, and thirty steps carry that on.
    private const double Tolerance = 1e-4;

    private const string Program = """
        using System.Globalization;
        using System.Runtime.CompilerServices;
        using System.Runtime.Intrinsics.X86;
        using ModelGen;
        using ModelGen.Data;

        var random = new Random(1);
        var images = new float[20 * 784];
        int[] labels = [.. Enumerable.Range(0, 20).Select(i => i % 2)];
        for (int i = 0; i < images.Length; i++) { images[i] = random.NextSingle() * (i % 784 / 392 == labels[i / 784] ? 1f : 0.1f); }

        using var model = new Lecture(new CpuDevice(threads: 1), seed: 1);
        model.Compile(new SGD(0.01), Loss.CategoricalCrossentropy, Metric.Accuracy);
        model.Fit(Dataset.From(images, labels, 28, 28, 1), epochs: 15, batchSize: 10, verbose: 0);
        Console.WriteLine($"dynamic code: {RuntimeFeature.IsDynamicCodeSupported}, AVX2: {Avx2.IsSupported}");
        float[] probabilities = model.Predict(images.AsSpan(0, 784)).ToArray();
        Console.WriteLine(string.Join(' ', probabilities.Select(p => p.ToString("R", CultureInfo.InvariantCulture))));

        [Input(28, 28, 1)]
        [Conv2D(32, 5, 5, Activation.ReLU)]
        [MaxPool(2)]
        [Flatten]
        [Dense(10, Activation.Softmax)]
        public partial class Lecture;
        """;

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_native_program_is_small_has_no_warnings_and_trains_as_under_the_jit()
    {
        var project = new Project(package, "Native", "<PublishAot>true</PublishAot>");
        project.Write("Program.cs", Program);

        Command publish = await project.DotnetAsync("publish", "-tl:off", "-o", "native");
        publish.SkipWithoutNativeCompiler();
        Assert.DoesNotContain("warning", publish.Succeeded().Output);

        string file = OperatingSystem.IsWindows() ? "native/Native.exe" : "native/Native";
        long bytes = new FileInfo(project.PathOf(file)).Length;
        Assert.True(bytes < MostBytes, $"{file} has {bytes:N0} bytes.");

        string native = (await project.ExecuteAsync(file)).Succeeded().Output;
        Assert.Contains("dynamic code: False", native);
        if (RuntimeInformation.OSArchitecture == Architecture.X64) { Assert.Contains("AVX2: True", native); }

        (await project.BuildAsync()).Succeeded();
        string jit = await project.RunAsync();
        Assert.Contains("dynamic code: True", jit);

        double[] expected = Probabilities(jit), actual = Probabilities(native);
        Assert.True(expected[0] > 0.5, $"The model has not learned: {jit}");
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private static double[] Probabilities(string output) =>
        [.. output.TrimEnd().Split('\n')[^1].Split(' ').Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
}
