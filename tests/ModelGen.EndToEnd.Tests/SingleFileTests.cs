using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>A file without a project, which names the package itself: dotnet run train.cs.</summary>
public class SingleFileTests(Package package)
{
    private const string Training = """
        using ModelGen;
        using ModelGen.Data;

        bool dynamicCode = System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported;
        float[] x = [.. Enumerable.Range(0, 240).Select(i => i % 4 == i / 4 % 3 ? 1f : 0f)];
        int[] y = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        using var model = new Net(Device.Cpu, seed: 1);
        model.Compile("adam", "sparse_categorical_crossentropy", "accuracy");
        History history = model.Fit(Dataset.From(x, y, 4), epochs: 60, batchSize: 10, verbose: 0);
        Console.WriteLine($"accuracy {history["accuracy"][^1]:F1}, dynamic code: {dynamicCode}");

        [Input(4)]
        [Dense(8, ReLU)]
        [Dense(3, Softmax)]
        public partial class Net;
        """;

    // Its own settings, which a user's file does not need: a source that cannot be reached is no fault of the package.
    private string Head => $"""
        #:package ModelGen@{package.Version}
        #:property NuGetAudit=false
        #:property RestoreIgnoreFailedSources=true
        """;

    // dotnet run of a single file implies a native publish, for which the SDK switches dynamic code off, and with it GPUs.
    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task It_trains_with_dynamic_code_and_a_wrong_model_in_it_stops_the_build()
    {
        Project project = File("Single");
        project.Write("train.cs", $"{Head}\n{Training}");
        Command run = await project.DotnetAsync("run", "train.cs");
        run.SkipWithoutNativeCompiler();
        Assert.Equal("accuracy 1.0, dynamic code: True\n", run.Succeeded().Output);

        project.Write("train.cs", $"{Head}\n{Training.Replace("[Dense(3, ", "[MaxPool(2)] [Dense(3, ", StringComparison.Ordinal)}");
        Command wrong = await project.DotnetAsync("run", "train.cs");
        Assert.NotEqual(0, wrong.ExitCode);
        Assert.Matches(@"train\.cs\(\d+,2\): error MGN010\d: Layer 2, MaxPool: ", wrong.Output);
    }

    // Without the native compiler, which is not what this is about.
    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_single_file_that_is_published_without_its_gpu_says_so()
    {
        var project = File("Published");
        project.Write("train.cs", $$"""
            {{Head}}
            using ModelGen;
            Console.WriteLine(Tiny.Summary);

            [Input(4)]
            [Dense(2, Softmax)]
            public partial class Tiny;
            """);

        Command publish = await PublishAsync();
        publish.SkipWithoutNativeCompiler();
        string warning = Assert.Single(Lines(publish.Succeeded(), "warning MGN0401:"));
        Assert.Contains("#:property PublishAot=false", warning);
        Assert.Empty(Lines((await PublishAsync("-p:ModelGenGpu=false")).Succeeded(), "warning MGN0401:"));

        Task<Command> PublishAsync(params string[] more) =>
            project.DotnetAsync(["publish", "train.cs", "-tl:off", "-p:NativeCompilationDuringPublish=false", .. more]);
    }

    private Project File(string name)
    {
        var project = new Project(package, name);
        project.Delete($"{name}.csproj");
        return project;
    }

    private static string[] Lines(Command build, string text) =>
        [.. build.Output.Split('\n').Where(line => line.Contains(text)).Select(line => line.Trim()).Distinct()];
}
