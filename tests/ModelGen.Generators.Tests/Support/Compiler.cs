using System.Collections.Immutable;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Generators.Tests;

/// <summary>Runs the generator and the analyzer over a source text, as a build does.</summary>
internal static class Compiler
{
    /// <summary>What the package and implicit usings add to a project.</summary>
    private const string GlobalUsings = "global using System; global using ModelGen; global using static ModelGen.Activation;";

    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(Model).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(System.Numerics.Tensors.Tensor<float>).Assembly.Location),
    ];

    public static CSharpCompilation Create(string source, CSharpParseOptions? options = null)
    {
        options ??= ParseOptions;
        return CSharpCompilation.Create(
            "Test",
            [
                CSharpSyntaxTree.ParseText(source, options, "Model.cs", Encoding.UTF8),
                CSharpSyntaxTree.ParseText(GlobalUsings, options, "Usings.cs", Encoding.UTF8),
            ],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>Compiles a source text with everything that was generated for it.</summary>
    public static Compiled Compile(
        string source, CSharpParseOptions? options = null, Dictionary<string, string>? properties = null, bool runsAnalyzer = true) =>
        Compile(Create(source, options), options ?? ParseOptions, properties ?? [], runsAnalyzer);

    /// <summary>Compiles several files, called 0.cs, 1.cs, at once.</summary>
    public static Compiled CompileAll(IEnumerable<string> sources)
    {
        CSharpCompilation one = Create("");
        IEnumerable<SyntaxTree> trees = sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"{i}.cs"));
        return Compile(one.RemoveSyntaxTrees(one.SyntaxTrees[0]).AddSyntaxTrees(trees), ParseOptions, [], runsAnalyzer: true);
    }

    /// <inheritdoc cref="Compile(string, CSharpParseOptions, Dictionary{string, string}, bool)"/>
    public static Compiled Compile(
        CSharpCompilation compilation, CSharpParseOptions options, Dictionary<string, string> properties, bool runsAnalyzer,
        ModelGenerator? generator = null)
    {
        var build = new BuildProperties(properties);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([(generator ?? new ModelGenerator()).AsSourceGenerator()],
            parseOptions: options,
            optionsProvider: build);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out ImmutableArray<Diagnostic> reported);
        GeneratorRunResult run = driver.GetRunResult().Results.Single();
        Assert.Null(run.Exception);

        ImmutableArray<Diagnostic> found = runsAnalyzer
            ? updated.WithAnalyzers([new ModelAnalyzer()], new AnalyzerOptions([], build)).GetAnalyzerDiagnosticsAsync().GetAwaiter()
                .GetResult()
            : [];
        return new Compiled(
            updated,
            [.. run.GeneratedSources.OrderBy(s => s.HintName, StringComparer.Ordinal).Select(s => (s.HintName, s.SourceText.ToString()))],
            [.. found.Concat(reported).OrderBy(d => d.Location.SourceSpan.Start)],
            [.. updated.GetDiagnostics().Where(d => d.Severity is DiagnosticSeverity.Warning or DiagnosticSeverity.Error)]);
    }

    private sealed class BuildProperties(Dictionary<string, string> properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(properties);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Options(Dictionary<string, string> properties) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            bool found = properties.TryGetValue(key.Replace("build_property.", "", StringComparison.Ordinal), out string? written);
            value = written ?? "";
            return found;
        }
    }
}

/// <summary>What came of a source text; findings are the analyzer's and the generator's.</summary>
internal sealed record Compiled(
    Compilation Compilation, (string HintName, string Code)[] Sources, Diagnostic[] Findings, Diagnostic[] CompilerDiagnostics)
{
    /// <summary>The findings that a build shows.</summary>
    public Diagnostic[] Warnings => [.. Findings.Where(finding => finding.Severity != DiagnosticSeverity.Info)];

    /// <summary>The only generated file; fails where the compiler or the analyzer reports anything that a build shows.</summary>
    public string SingleCleanSource()
    {
        Assert.Empty(Warnings);
        Assert.Empty(CompilerDiagnostics);
        return Assert.Single(Sources).Code;
    }

    /// <summary>A finding as a build shows it, with the text it underlines.</summary>
    public static string Show(Diagnostic finding) =>
        $"{finding.Id} at '{finding.Location.SourceTree!.GetText().ToString(finding.Location.SourceSpan)}': "
            + $"{finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
}
