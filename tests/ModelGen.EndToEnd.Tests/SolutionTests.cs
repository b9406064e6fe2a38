using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>A solution in which one project declares models and another uses them.</summary>
public class SolutionTests(Package package)
{
    private const string Models = """
        namespace Models;
        using ModelGen;

        [Input(4)]
        [Dense(8, ReLU)]
        [Dense(3, Softmax)]
        public partial class Net;

        [Model]
        public partial class Method
        {
            private static Tensor Forward([Input(4)] Tensor x) => x.Dense(8, ReLU).Dense(3, Softmax);
        }
        """;

    private const string Program = """
        using Models;
        using ModelGen;

        using var net = new Net(Device.Cpu, seed: 1);
        net.Compile("sgd", "sparse_categorical_crossentropy");
        net.Fit(new[] { 0.1f, 0.2f, 0.3f, 0.4f }, new[] { 2 }, epochs: 2, verbose: 0);
        using var method = new Method(Device.Cpu, seed: 1);
        method.Compile("sgd", "sparse_categorical_crossentropy");
        Console.WriteLine(net.Predict(new float[4]).Length + method.Predict(new float[4]).Length);
        """;

    // What is said of each line below, in its order; all but the names are known by the model alone.
    private static readonly (string Right, string Wrong, string Finding)[] Mistakes =
    [
        ("{ 2 }", "{ 3 }", "Program.cs(6,51): error MGN0212: There is no class 3: layer 2 (Dense) has classes 0 to 2."),
        ("""method.Compile("sgd", "sparse_categorical_crossentropy")""", """method.Compile("sgd", "sparse_categorical_crossentrpy")""",
            """Program.cs(8,23): error MGN0201: There is no loss "sparse_categorical_crossentrpy"."""),
        ("net.Predict(new float[4])", "net.Predict(new float[5])",
            "Program.cs(9,31): error MGN0210: Predict is given 5 values, but a sample of Net is 4"),
    ];

    [Theory(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Uses_of_another_project_s_models_are_checked_whether_or_not_the_package_is_named(bool namesPackage)
    {
        var models = new Project(package, "Models", "<OutputType>Library</OutputType>");
        models.Write("Models.cs", Models);
        var program = new Project(package, $"Program{namesPackage}",
            items: """<ProjectReference Include="../Models/Models.csproj" />""", namesPackage: namesPackage);
        program.Write($"Solution{namesPackage}.slnx", $"""
            <Solution>
              <Project Path="../Models/Models.csproj" />
              <Project Path="Program{namesPackage}.csproj" />
            </Solution>
            """);
        program.Write("Program.cs", Program);
        Assert.DoesNotContain("warning ", (await BuildAsync()).Succeeded().Output);
        Assert.Equal("6\n", await program.RunAsync());

        string wrong = Mistakes.Aggregate(Program, (text, mistake) => text.Replace(mistake.Right, mistake.Wrong, StringComparison.Ordinal));
        program.Write("Program.cs", wrong);
        string[] findings = [.. (await BuildAsync()).Output.Split('\n').Where(line => line.Contains("MGN")).Select(line => line.Trim())
            .Distinct().OrderBy(line => line, StringComparer.Ordinal)];
        Assert.Equal(Mistakes.Length, findings.Length);
        Assert.All(Mistakes.Zip(findings), pair => Assert.Contains(pair.First.Finding, pair.Second));

        Task<Command> BuildAsync() => program.BuildAsync($"Solution{namesPackage}.slnx");
    }
}
