using System.Runtime.InteropServices;

namespace ModelGen.EndToEnd.Tests;

/// <summary>A native publish, where the machine can make one.</summary>
public class NativeTests(Package package)
{
    [Fact]
    public async Task A_native_program_trains_with_wide_vectors_and_no_warnings()
    {
        var project = new Project(package, "Native", "<PublishAot>true</PublishAot><InvariantGlobalization>true</InvariantGlobalization>");
        project.Write("Program.cs", """
            using System.Runtime.CompilerServices;
            using System.Runtime.Intrinsics.X86;
            using ModelGen;
            using ModelGen.Data;

            using var model = new Tiny(seed: 1);
            model.Compile(new SGD(0.1), Loss.CategoricalCrossentropy, Metric.Accuracy);
            History history = model.Fit(Dataset.From([0f, 1f, 1f, 0f], new[] { 0, 1 }, 2), epochs: 200, batchSize: 2, verbose: 0);
            Console.WriteLine(model.Predict([0f, 1f])[0] > 0.5f ? "has learned" : "has not learned");
            Console.WriteLine($"dynamic code: {RuntimeFeature.IsDynamicCodeSupported}, AVX2: {Avx2.IsSupported}");

            [Input(2)]
            [Dense(2, Softmax)]
            public partial class Tiny;
            """);

        Command publish = await project.DotnetAsync("publish", "-tl:off", "-o", "native");
        publish.SkipWithoutNativeCompiler();
        Assert.DoesNotContain("warning", publish.Succeeded().Output);

        string output = (await project.ExecuteAsync("native/Native")).Succeeded().Output;
        Assert.Contains("has learned", output);
        Assert.Contains("dynamic code: False", output);
        if (RuntimeInformation.OSArchitecture == Architecture.X64) { Assert.Contains("AVX2: True", output); }
    }
}
