using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>The package where it is not at home: on another framework, behind a library, in a published file.</summary>
public class SurroundingsTests(Package package)
{
    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public async Task On_another_framework_there_is_one_error_that_says_which_is_needed(string framework)
    {
        var project = new Project(package, $"On-{framework}", $"<TargetFramework>{framework}</TargetFramework>");
        project.Write("Program.cs", """
            using ModelGen;
            Console.WriteLine(Net.Summary);

            [Input(4)] [Dense(2, Softmax)]
            public partial class Net;
            """);

        // A machine without the framework's own packages has to say so too.
        Command build = await project.BuildAsync();
        string error = Assert.Single(Lines(build, "error"),
            line => !line.Contains("package Microsoft.") && !line.Contains("package NETStandard."));
        Assert.Contains($"error NU1202: Package ModelGen {package.Version} is not compatible with {framework}", error);
        Assert.Contains("supports: net10.0", error);
    }

    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_project_that_merely_references_a_library_keeps_its_own_names()
    {
        var library = new Project(package, "Library", "<OutputType>Library</OutputType>");
        library.Write("Net.cs", "using ModelGen;\n\n[Input(4)] [Dense(2, Softmax)]\npublic partial class Net;\n");
        var program = new Project(package, "Behind", items: """<ProjectReference Include="../Library/Library.csproj" />""",
            namesPackage: false);
        program.Write("Program.cs", """
            using static Names;
            Console.WriteLine($"{Linear} {Softmax} {Net.Summary.Length > 0}");
            static class Names { public const int Linear = 1, Softmax = 2; }
            """);

        Command build = (await program.BuildAsync()).Succeeded();
        Assert.DoesNotContain("warning", build.Output);
        Assert.StartsWith("1 2 True", await program.RunAsync());
    }

    private static string[] Lines(Command build, string kind) =>
        [.. build.Output.Split('\n').Where(line => line.Contains($" {kind} ") && line.Contains(": ")).Select(line => line.Trim())
            .Distinct()];
}
