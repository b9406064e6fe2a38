using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generators.Emit;
using ModelGen.Generators.Evaluate;
using ModelGen.Generators.Infer;
using ModelGen.Generators.Plan;
using ModelGen.Generators.Read;
using ModelGen.Generators.Specs;
using ModelGen.Tests;

namespace ModelGen.Generators.Tests;

/// <summary>Who types on awaits nothing: whatever is cancelled ends, and leaves nothing wrong behind.</summary>
public class CancellationTests
{
    private static readonly CancellationToken s_cancelled = new(canceled: true);

    private static readonly string s_source = $$"""
        [Input(8, 8, 3)] {{string.Concat(Enumerable.Repeat("[Conv2D(4, 3, ReLU, Padding = Padding.Same)] ", 20))}} [Flatten] [Dense(3)]
        public partial class Chain;

        [Model]
        public partial class Net
        {
            private static Tensor Forward([Input(8, 8, 3)] Tensor x)
            {
                for (int i = 0; i < 20; i++) { x = x.Conv2D(4, 3, ReLU, padding: Padding.Same); }
                return x.Flatten().Dense(3, Softmax).Dropout(0);
            }
        }

        public static class Program
        {
            public static void Run(float[] x, float[] y)
            {
                using var chain = new Chain();
                chain.Compile("sdg", "categorical_crossentropy");
                chain.Fit(x, y, epochs: 0);
                using var net = new Net();
                net.Compile(new SGD(1 / 100), "mse");
                net.Freeze("convv*");
                net.Fit(x, y);
            }
        }
        """;

    public static TheoryData<string> Stages => ["read", "evaluate", "infer", "plan", "emit", "compile"];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Each_stage_looks_at_the_token(string stage)
    {
        CSharpCompilation program = Compiler.Create(s_source);
        INamedTypeSymbol chain = program.GetTypeByMetadataName("Chain")!, net = program.GetTypeByMetadataName("Net")!;
        ModelSpec model = ModelReader.Read(chain, CancellationToken.None)!;
        ShapedModel shaped = ShapeInference.Infer(model, out _)!;
        Action act = stage switch
        {
            "read" => () => ModelReader.Read(chain, s_cancelled),
            "evaluate" => () => ForwardReader.Read(net, ForwardReader.Find(net)!, program, s_cancelled),
            "infer" => () => ShapeInference.Infer(model, out _, out _, s_cancelled),
            "plan" => () => TrainingPlanner.Plan(shaped, s_cancelled),
            "emit" => () => ModelEmitter.Emit(model, shaped, TrainingPlanner.Plan(shaped), s_cancelled),
            _ => () => ModelCompiler.Compile(model, new BuildOptions(false, false, ""), s_cancelled),
        };
        Assert.Throws<OperationCanceledException>(act);
    }

    [Fact]
    public void The_generator_is_cancelled_at_many_moments_and_the_next_run_is_right()
    {
        CSharpCompilation program = Compiler.Create(s_source);
        string[] right = Texts(Driver(), program, CancellationToken.None);
        Assert.NotEmpty(right);
        GeneratorDriver driver = Driver();
        AtManyMoments(
            cancellation => Texts(driver, Edited(program), cancellation),
            () => Assert.Equal(right, Texts(driver, program, CancellationToken.None)));
    }

    [Fact]
    public void The_analyzer_is_cancelled_at_many_moments_and_the_next_run_is_right()
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compiler.Create(s_source), out Compilation program, out _);
        string[] right = Findings(new ModelAnalyzer(), program, CancellationToken.None);
        Assert.NotEmpty(right);
        var analyzer = new ModelAnalyzer();
        AtManyMoments(
            cancellation => Findings(analyzer, Edited(program), cancellation),
            () => Assert.Equal(right, Findings(analyzer, program, CancellationToken.None)));
    }

    // From at once to when a run is through.
    private static void AtManyMoments(Action<CancellationToken> run, Action checkNext)
    {
        run(CancellationToken.None);
        var clock = Stopwatch.StartNew();
        run(CancellationToken.None);
        TimeSpan whole = clock.Elapsed;
        int moments = Extent.Pick(12, 200), cancelled = 0;
        for (int i = 0; i < moments; i++)
        {
            using var source = new CancellationTokenSource();
            if (i == 0) { source.Cancel(); } else { source.CancelAfter(whole * i / moments); }
            try
            {
                run(source.Token);
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }

            checkNext();
        }

        Assert.True(cancelled > 0);
    }

    private static T Edited<T>(T program) where T : Compilation
    {
        SyntaxTree tree = program.SyntaxTrees.First(tree => tree.FilePath == "Model.cs");
        string text = tree.ToString().Replace("Dense(3", "Dense(4", StringComparison.Ordinal);
        return (T)program.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, Compiler.ParseOptions, tree.FilePath));
    }

    private static GeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Compiler.ParseOptions);

    private static string[] Texts(GeneratorDriver driver, Compilation program, CancellationToken cancellation)
    {
        GeneratorRunResult result = driver.RunGenerators(program, cancellation).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return [.. result.GeneratedSources.Select(source => source.SourceText.ToString()).Order(StringComparer.Ordinal)];
    }

    private static string[] Findings(ModelAnalyzer analyzer, Compilation program, CancellationToken cancellation) =>
    [
        .. program.WithAnalyzers([analyzer], new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync(cancellation).GetAwaiter().GetResult()
            .Select(finding => finding.ToString()).Order(StringComparer.Ordinal),
    ];
}
