using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generators.Read;
using ModelGen.Generators.Specs;

namespace ModelGen.Generators.Tests;

/// <summary>The generator lives through whatever is typed, and what fails in one model costs that model alone.</summary>
public class DurabilityTests
{
    // What the compiler reports itself, and must neither end the generator nor give findings of our own.
    public static TheoryData<string> HalfTyped => [
        "[Model] public partial class Net { private static Tensor Forward([Input(28, \"28\", 1)] Tensor x) => x.Flatten().Dense(10); }",
        "[Input(6)] [Dense(activation: Sigmoid, units: 4, UseBais = false)] public partial class Net;",
        "[Input(9, 9, 3)] [Conv2D(kernelSize: 0, filters: 4, Pading = Padding.Same)] public partial class Net;",
        "[Input(6)] [Dense(4, UseBias = false, UseBias = true)] public partial class Net;",
        "[Input(6)] [Dense(units: 4, units: 5)] public partial class Net;",
        "[Input(6)] [Dense(4, Sigmoid, 3)] public partial class Net;",
        "[Input(6)] [Dense(unit: 4)] public partial class Net;",
        "[Input(6)] [Dense(4, UseBias = 1)] public partial class Net;",
        "[Input(6)] [Dense(4, Name = 1)] public partial class Net;",
        "[Input(6)] [Dense(Sigmoid, 4)] public partial class Net;",
        "[Input(6)] [Dense(4L)] public partial class Net;",
        "[Input(6)] [Dense(3000000000)] public partial class Net;",
        "[Input(6)] [Dense(4, )] public partial class Net;",
        "[Input(6)] [Dense(4, Name = )] public partial class Net;",
        "[Input(6)] [Dense(] public partial class Net;",
        "[Input(6, Shape = null)] [Dense(4)] public partial class Net;",
        "[Input(\"6\")] [Dense(4)] public partial class Net;",
        "[Input(6)] [Dense] public partial class Net;",
        "[Input(6)] [Reshape(new[] { 2, n })] [Dense(4)] public partial class Net { static int n; }",
        "[Layer] [Input(6)] [Dense(4)] public partial class Net;",
        "[Input(6)] [Dense(4)] public enum Net;",
        "[Dense(4)] public enum Net { A }",
        "[Dense(4)] public delegate void Net();",
        "[Input(6)] [Dense(4)] public partial class",
        "[Input(6)] [Dense(4)] public partial class { }",
        "[Input(6)] [Dense(4)] public partial class : Model { }",
        "[Input(6)] [Dense(4)] public partial",
        "[Input(6)] [Dense(4)]",
        "public partial class { [Input(6)] [Dense(4)] public partial class Net; }",
        "namespace ; [Input(6)] [Dense(4)] public partial class Net;",
        "namespace A. { [Input(6)] [Dense(4)] public partial class Net; }",
        "[Input(6)] [Dense(4)] public partial class Net { [Dense(3)] }",
        "[Input(6)] [Dense(4)] public partial class 3Net;",
        "static class E { [Input(6)] [Dense(4)] extension(int n) { } }",
    ];

    [Theory]
    [MemberData(nameof(HalfTyped))]
    public void What_the_compiler_refuses_is_left_to_it(string source)
    {
        Compiled compiled = Compiler.Compile(source);
        Assert.Contains(compiled.CompilerDiagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.All(compiled.CompilerDiagnostics, d => Assert.True(d.Location.SourceTree?.FilePath is "Model.cs", d.ToString()));
        // What its own words leave open is said beside them.
        Assert.DoesNotContain(compiled.Findings, finding => finding.Id is not ("MGN0034" or "MGN0035" or "MGN0036"));
    }

    [Theory]
    [InlineData("[Input(4)] [Dense(2)] public partial class Net; [Input(4)] [Dense(2)] public partial record Net;", "MGN0011")]
    [InlineData("[Input(4)] [Dense(2)] public partial class Net; [Input(4)] [Dense(2)] public partial struct Net;", "MGN0011")]
    [InlineData("partial class O { [Input(4)] [Dense(2)] partial class Net; } partial record O { [Input(4)] [Dense(2)] partial "
        + "class Net; }", "")]
    [InlineData("[Input(4)] [Dense(2)] public partial class Net; [Input(4)] [Dense(2)] public partial class Net<T>;", "MGN0011")]
    public void Types_of_one_name_do_not_meet_in_one_file(string source, string rule) =>
        Assert.Equal(rule, string.Join(" ", Compiler.Compile(source).Findings.Select(f => f.Id)));

    [Fact]
    public void A_long_name_is_cut_in_the_file_s_and_stays_another_than_one_that_ends_otherwise()
    {
        string name = new('N', 400);
        Compiled compiled = Compiler.Compile(
            $"[Input(4)] [Dense(2)] public partial class {name}A; [Input(4)] [Dense(2)] public partial class {name}B;");
        Assert.Empty(compiled.CompilerDiagnostics);
        Assert.Equal(2, compiled.Sources.Select(s => s.HintName).Distinct().Count());
        Assert.All(compiled.Sources, s => Assert.InRange(s.HintName.Length, 1, 140)); // many systems take 255 bytes at most
    }

    // The sizes of [Input] are an array, of which the compiler warns on the user's own line.
    [Fact]
    public void Assemblies_that_are_CLS_compliant_take_our_half_without_a_warning() =>
        Assert.Equal(["CS3016 at Input(4)"], Compiler.Compile("""
            [assembly: System.CLSCompliant(true)]
            [Input(4)] [Dense(2)] public partial class Chain;
            [Model] public partial class Heads
            {
                private static (Tensor a, Tensor b) Forward([Input(4)] Tensor x, [Input(3)] Tensor y) => (x.Dense(3), y.Dense(2));
            }
            """).CompilerDiagnostics.Select(found =>
                $"{found.Id} at {found.Location.SourceTree?.GetText().ToString(found.Location.SourceSpan)}"));

    [Fact]
    public void Two_types_that_are_local_to_their_files_do_not_either()
    {
        CSharpCompilation compilation = Compiler.Create("[Input(4)] [Dense(2)] file partial class Net;");
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "[Input(5)] [Dense(3)] file partial class Net;", Compiler.ParseOptions, "Other.cs"));
        Assert.Equal(["MGN0011", "MGN0011"],
            Compiler.Compile(compilation, Compiler.ParseOptions, [], runsAnalyzer: true).Findings.Select(f => f.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_in_one_model_becomes_its_stub_and_a_finding_that_asks_for_a_report(bool whenItIsRead)
    {
        const string source = """
            [Input(4)] [Dense(2)] public partial class Good;
            public partial class Outer { [Input(4)] [Dense(3)] public partial class Bad; }
            """;
        var failing = new ModelGenerator(
            (type, cancellation) => Fail(type.Name, whenItIsRead) ?? ModelReader.Read(type, cancellation),
            (model, options, cancellation) =>
                Fail(model.DisplayName, !whenItIsRead) is null ? ModelCompiler.Compile(model, options, cancellation) : null!);
        Compiled compiled = Compiler.Compile(Compiler.Create(source), Compiler.ParseOptions, [], runsAnalyzer: true, failing);
        Diagnostic finding = Assert.Single(compiled.Findings);
        Assert.Equal(DiagnosticSeverity.Error, finding.Severity);
        Assert.Matches(
            @"^MGN0017 at 'Bad': Bad: the generator failed with InvalidOperationException: A\\nB \(at .*Fail.*\)\. .* report both",
            Compiled.Show(finding));
        Assert.DoesNotContain(compiled.CompilerDiagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal([false, true], compiled.Sources.Select(s => s.Code.Contains("MGN0017", StringComparison.Ordinal)).Order());

        static ModelSpec? Fail(string name, bool fails) => name == "Bad" && fails ? throw new InvalidOperationException("A\nB.") : null;
    }

    [Theory]
    [InlineData("[Input(4)] [Dense(Sizes.Units)] public partial class Net;", "MGN0019")]
    [InlineData("[Input(4)] [Dense(2)] [Sized] public partial class Net;", "")]
    [InlineData("[Input(4)] [Dense(2)] public partial class Net { public int N = Sizes.Units; }", "")]
    public async Task What_another_generator_writes_is_not_seen_and_never_missed_in_silence(string source, string rule)
    {
        CSharpCompilation compilation = Compiler.Create(source);
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator(), new Sizes().AsSourceGenerator()],
            parseOptions: Compiler.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out ImmutableArray<Diagnostic> reported);
        Assert.DoesNotContain(updated.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(reported);
        ImmutableArray<Diagnostic> found = await updated.WithAnalyzers([new ModelAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(rule, string.Join(" ", found.Select(f => f.Id)));
    }

    private sealed class Sizes : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.CompilationProvider, (output, _) => output.AddSource(
                "Sizes.cs", "static class Sizes { public const int Units = 3; } class SizedAttribute : System.Attribute;"));
    }

    // Found by programs that were mistyped at random.
    [Theory]
    [InlineData("[Dense(5)] internal static partial Tensor A(Tensor x); [Dense(5)] internal static partial Tensor A(Tensor y);", true)]
    [InlineData("[Dense(5)] internal static partial Tensor A(Tensor x); [Dense(5)] internal static partial Tensor a(Tensor x);", false)]
    [InlineData("[Model] partial class Net { static Tensor Forward([Input(8)] Tensor x) { x = 1; return x.Dense(x.Size); } }", true)]
    [InlineData("[Model] partial class Net { static Tensor Forward([Input(8)] Tensor x) { x = 1; return x.Dense(2); } }", true)]
    [InlineData("[Model] partial class Net { static Tensor Forward([Input(8)] Tensor x) { var (a, b) = (1, 2, 3); return x.Dense(a); } }",
        true)]
    [InlineData("[Model] partial class Net { static (Tensor A, Tensor B) Forward([Input(8)] Tensor x) => (x.Dense(1), x.Dense(2), x); }",
        true)]
    public void It_does_not_end_the_generator(string members, bool isRefused)
    {
        Compiled compiled = Compiler.Compile($"static partial class Blocks {{ {members} }}");
        Assert.Equal(isRefused, compiled.CompilerDiagnostics.Any(d => d.Severity == DiagnosticSeverity.Error));
        Assert.Empty(compiled.Findings);
    }

    [Fact]
    public void Null_says_nothing() => Assert.Equal(
        Code("[Dense(2)]"), Code("[Dense(2, Name = null, KernelInitializerConfig = null, BiasInitializerConfig = null)]"));

    private static string Code(string layer) =>
        Compiler.Compile($"[Model(Name = null)] [Input(4)] {layer} public partial class Net;").SingleCleanSource();
}
