using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>The package in Visual Basic and F#, which cannot declare models, but use those of a project in C#.</summary>
public class LanguageTests(Package package)
{
    private const string Model = """
        namespace Digits;
        using ModelGen;

        [Input(4)]
        [Dense(3, Softmax)]
        public partial class Net;
        """;

    private const string DeclaredInBasic = """
        Imports ModelGen

        <Input(4), Dense(3, Activation.Softmax)>
        Partial Public Class Net
        End Class

        Module Program
            Sub Main()
            End Sub
        End Module
        """;

    private const string DeclaredInFSharp = """
        open ModelGen

        [<Input(4); Dense(3, Activation.Softmax)>]
        type Net() = class end

        printfn $"{Net()}"
        """;

    private const string UsedInBasic = """
        Imports System
        Imports ModelGen

        Module Program
            Sub Main()
                Using model As New Digits.Net(Device.Cpu, seed:=1)
                    model.Compile("sgd", "sparse_categorical_crossentropy")
                    model.Fit({0.1F, 0.2F, 0.3F, 0.4F}, {1}, epochs:=2, verbose:=0)
                    Console.WriteLine($"{model.Parameters("dense/kernel").ToArray().Length} weights")
                End Using
            End Sub
        End Module
        """;

    private const string UsedInFSharp = """
        open ModelGen

        let model = new Digits.Net(Device.Cpu, 1)
        model.Compile("sgd", "sparse_categorical_crossentropy")
        model.Fit([| 0.1f; 0.2f; 0.3f; 0.4f |], [| 1 |], epochs = 2, verbose = 0) |> ignore
        printfn "%d weights" (model.Parameters["dense/kernel"].ToArray().Length)
        model.Dispose()
        """;

    [Theory(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    [InlineData("vb", "Visual Basic", DeclaredInBasic)]
    [InlineData("fs", "F#", DeclaredInFSharp)]
    public async Task A_project_that_names_the_package_is_told_that_models_are_declared_in_CSharp(
        string language, string name, string text)
    {
        Project project = New($"Declares{language}", language, text);
        string warning = Assert.Single((await BuildAsync(project)).Succeeded().Output.Split('\n')
            .Where(line => line.Contains("warning ")).Select(line => line.Trim()).Distinct());
        Assert.Contains($"warning MGN0402: Models are declared in C#; in {name} layers on a class declare nothing. Declare", warning);
        Assert.DoesNotContain("MGN0402", (await project.BuildAsync("-p:NoWarn=MGN0402")).Succeeded().Output);
    }

    [Theory(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    [InlineData("vb", UsedInBasic)]
    [InlineData("fs", UsedInFSharp)]
    public async Task A_project_that_references_models_in_CSharp_trains_them(string language, string text)
    {
        var models = new Project(package, "Digits", "<OutputType>Library</OutputType>");
        models.Write("Net.cs", Model);
        Project project = New($"Uses{language}", language, text,
            """<ProjectReference Include="../Digits/Digits.csproj" />""", namesPackage: false);
        Assert.DoesNotContain("warning ", (await BuildAsync(project)).Succeeded().Output);
        Assert.Equal("12 weights\n", await project.RunAsync());
    }

    private static async Task<Command> BuildAsync(Project project)
    {
        Command build = await project.BuildAsync();
        build.SkipWithoutPackages(); // FSharp.Core is one
        return build;
    }

    private Project New(string name, string language, string text, string items = "", bool namesPackage = true)
    {
        string file = $"Program.{language}";
        items += language == "fs" ? $"<Compile Include=\"{file}\" />" : "";
        var project = new Project(package, name, items: items, language: language, namesPackage: namesPackage);
        project.Write(file, text);
        return project;
    }
}
