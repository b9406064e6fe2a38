using System.Text.RegularExpressions;
using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>What builds leave out or write beside the sources does not change what comes of a model.</summary>
public class SilencedBuildTests(Package package)
{
    // An editor that builds to run something or to test, settings that switch analyzers off, and some that do not.
    private static readonly string[] s_ways =
    [
        "Way=Plain",
        "IsImplicitlyTriggeredBuild=true;TreatWarningsAsErrors=true",
        "RunAnalyzers=false",
        "NoWarn=MGN0103",
    ];

    private static readonly string[] s_otherWays =
    [
        "IsImplicitlyTriggeredBuild=true",
        "IsImplicitlyTriggeredBuild=true;TreatWarningsAsErrors=true;OptimizeImplicitlyTriggeredBuild=true",
        "IsImplicitlyTriggeredBuild=true;OptimizeImplicitlyTriggeredBuild=false",
        "IsImplicitlyTriggeredBuild=true;RunAnalyzers=true",
        "RunAnalyzers=False;RunAnalyzersDuringBuild=true",
        "RunAnalyzersDuringBuild=false",
        "RunAnalyzers=true;RunAnalyzersDuringBuild=false",
        "RunAnalyzersDuringLiveAnalysis=false",
        "WarningLevel=0",
        "AnalysisMode=None;AnalysisLevel=none;EnableNETAnalyzers=false;RunCodeAnalysis=false",
        "WarningsNotAsErrors=MGN0103;TreatWarningsAsErrors=true",
    ];

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public Task A_broken_model_stops_the_usual_builds_with_one_error() => StopsWithOneError(s_ways);

    /// <summary>These take a minute: <c>.ci/long</c> runs them.</summary>
    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public Task A_broken_model_stops_all_other_builds_with_one_error() => StopsWithOneError(s_otherWays);

    private async Task StopsWithOneError(string[] ways)
    {
        var project = new Project(package, "Silenced");
        project.Write("Program.cs", """
            using ModelGen;
            Console.WriteLine(Broken.Summary);

            [Input(4)]
            [Dense(0)]
            public partial class Broken;
            """);
        project.Write(".editorconfig", """
            root = true
            [*.cs]
            generated_code = true
            dotnet_analyzer_diagnostic.severity = none
            dotnet_analyzer_diagnostic.category-ModelGen.Shapes.severity = none
            dotnet_diagnostic.MGN0103.severity = none
            """);

        string[] outputs = await BuildAsync(project, "Silenced", ways);
        Assert.All(ways.Zip(outputs), way =>
        {
            string[] errors = [.. Regex.Matches(way.Second, @"\(\d+,\d+\): error .*|: error .*").Select(m => m.Value)];
            Assert.True(errors is [var error]
                && error.StartsWith("(5,8): error MGN0103: Layer 1, Dense: units is 0.", StringComparison.Ordinal),
                $"{way.First}: {way.Second}");
        });
    }

    // Where the compiler finds no class for an attribute it hears no analyzer.
    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_layer_of_Keras_that_is_not_there_is_named_beside_what_the_compiler_says()
    {
        var project = new Project(package, "NotYet");
        project.Write("Program.cs", """
            using ModelGen;
            Console.WriteLine(Net.Summary);

            [Input(10, 4)]
            [LSTM(8)]
            [Dense(2)]
            public partial class Net;
            """);
        Command build = await project.BuildAsync();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("Program.cs(5,2): error MGN0018: [LSTM]: Keras has this layer, and ModelGen does not have it yet.", build.Output);
    }

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task Generated_files_that_were_written_into_the_project_are_no_sources()
    {
        var project = new Project(package, "Written");
        project.Write("Program.cs", """
            using ModelGen;
            Console.WriteLine(Net.Summary);

            [Input(4)]
            [Dense(2)]
            public partial class Net;
            """);

        // Other constants, or nothing would be compiled again.
        string[] ways =
        [
            "EmitCompilerGeneratedFiles=true;CompilerGeneratedFilesOutputPath=Generated",
            "EmitCompilerGeneratedFiles=true;CompilerGeneratedFilesOutputPath=Generated;DefineConstants=SECOND",
            "ModelGenSummary=true;CompilerGeneratedFilesOutputPath=Generated;DefineConstants=THIRD",
            "DefineConstants=FOURTH",
        ];
        string[] outputs = await BuildAsync(project, "Written", ways);
        Assert.All(outputs, output => Assert.DoesNotContain("error", output));
        Assert.NotEmpty(Directory.GetFiles(project.PathOf("Generated"), "Net.*.ModelGen.g.cs", SearchOption.AllDirectories));
        Assert.Contains("Model: \"net\"", outputs[2]);
    }

    // One process builds the project in each way, which is much quicker than one for each.
    private static async Task<string[]> BuildAsync(Project project, string name, string[] ways)
    {
        const string mark = "==== ";
        project.Write("ways.proj", $"""
            <Project>
              <Target Name="Build">
                {string.Join("\n    ", ways.Select(way => $"""
                    <Message Importance="high" Text="{mark}" />
                    <MSBuild Projects="{name}.csproj" Targets="Build" Properties="{way}" ContinueOnError="WarnAndContinue" />
                    """))}
              </Target>
            </Project>
            """);
        (await project.DotnetAsync("restore", $"{name}.csproj")).Succeeded();
        Command build = await project.DotnetAsync("msbuild", "ways.proj", "-tl:off", "-nologo", "-m:1", "-clp:NoSummary");
        string[] outputs = build.Output.Split(mark)[1..];
        Assert.Equal(ways.Length, outputs.Length);
        return outputs;
    }
}
