using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Tests;

/// <summary>A program that was made at random.</summary>
internal sealed class FuzzCase(string kind, int seed, string source, FuzzSetting setting)
{
    private const int MostMilliseconds = 1000;
    private static readonly AsyncLocal<List<Exception>?> s_failures = new();
    private readonly SyntaxTree _tree = CSharpSyntaxTree.ParseText(source, setting.ParseOptions, "Model.cs");

    static FuzzCase() => UseAnalysis.Failed += e =>
    {
        if (s_failures.Value is { } failures) { lock (failures) { failures.Add(e); } }
    };

    public string Kind => kind;

    public string Source => source;

    /// <summary>What came of it.</summary>
    public FuzzOutcome Outcome { get; private set; }

    /// <summary>How to see it again.</summary>
    public override string ToString() => $"{kind} {seed}, {setting}:\n{source}\n";

    /// <summary>Compiles it, and says what is wrong with what the generator and the analyzer do; null where nothing is.</summary>
    public string? Judge()
    {
        for (int i = 0; ; i++)
        {
            long start = Stopwatch.GetTimestamp();
            string? problem = JudgeOnce();
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (problem is not null) { return IsTheCompilers() ? null : problem; }
            if (milliseconds < MostMilliseconds) { return null; }

            // Another program may have been in the way.
            if (i == 3) { return $"takes {milliseconds:0} ms"; }
        }
    }

    // The compiler fails by itself at [ReLU::Dense(2)], say, where ReLU is a field.
    private bool IsTheCompilers()
    {
        try
        {
            setting.Compile(_tree).GetDiagnostics();
            return false;
        }
        catch (Exception) { return true; }
    }

    private string? JudgeOnce()
    {
        var failures = new List<Exception>();
        s_failures.Value = failures;
        Compilation compilation;
        GeneratorRunResult run;
        Diagnostic[] all;
        try
        {
            bool isProgram = ((CompilationUnitSyntax)_tree.GetRoot()).Members.OfType<GlobalStatementSyntax>().Any();
            GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()],
                parseOptions: setting.ParseOptions);
            run = driver.RunGeneratorsAndUpdateCompilation((setting with { Program = isProgram }).Compile(_tree), out compilation, out _)
                .GetRunResult().Results.Single();
            SemanticModel own = compilation.GetSemanticModel(_tree);
            ImmutableArray<Diagnostic> errors = own.GetDiagnostics();
            bool isRefused = errors.Any(error => error.Severity == DiagnosticSeverity.Error);
            CompilationWithAnalyzers analyzers = compilation.WithAnalyzers([new ModelAnalyzer()], s_serially);

            // Of a program that is refused nobody reads our half.
            all = [.. (isRefused ? analyzers.GetAnalyzerSemanticDiagnosticsAsync(own, null, default) : analyzers.GetAllDiagnosticsAsync())
                .GetAwaiter().GetResult(), .. isRefused ? errors : [], .. run.Diagnostics];
        }
        catch (Exception e)
        {
            return e.ToString();
        }

        if (run.Exception is { } failed) { return failed.ToString(); }
        if (failures.Count > 0) { return failures[0].ToString(); }
        if (all.FirstOrDefault(d => d.Id is "AD0001" or "MGN0017") is { } fault) { return fault.ToString(); }
        return Judge(compilation, run, all);
    }

    private string? Judge(Compilation compilation, GeneratorRunResult run, Diagnostic[] all)
    {
        bool isRefused = all.Any(d => !IsOurs(d) && d.Severity == DiagnosticSeverity.Error && !IsInGenerated(d));
        bool isFound = all.Any(d => IsOurs(d) && d.Severity == DiagnosticSeverity.Error);
        Outcome = isRefused ? FuzzOutcome.Refused : isFound ? FuzzOutcome.Found : FuzzOutcome.Compiled;

        // What the compiler reports in our half must have its cause in the other one.
        if (isRefused) { return null; }
        if (all.FirstOrDefault(d => !IsOurs(d) && d.Severity != DiagnosticSeverity.Info && IsInGenerated(d)) is { } generated)
        {
            int line = generated.Location.GetLineSpan().StartLinePosition.Line;
            return $"{generated}\n{generated.Location.SourceTree!.GetText().Lines[line]}";
        }

        if (isFound) { return null; }
        string[] made = [.. run.GeneratedSources.Select(source => source.SourceText.ToString())];
        if (made.Any(code => code.Contains(" cannot be compiled:", StringComparison.Ordinal))) { return "a stub, and no word of it"; }
        INamedTypeSymbol? left = SourceTypes.All(compilation).FirstOrDefault(type =>
            ModelReader.LayerAttributes(type).Count > 0 && type.BaseType?.Name != "Model");
        return left is null ? null : $"{left} is left alone";
    }

    private static readonly CompilationWithAnalyzersOptions s_serially =
        new(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);

    private static bool IsOurs(Diagnostic diagnostic) => diagnostic.Id.StartsWith("MGN", StringComparison.Ordinal);

    private static bool IsInGenerated(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree && tree.FilePath.Contains("ModelGen.Generators", StringComparison.Ordinal);
}

/// <summary>What came of a program.</summary>
internal enum FuzzOutcome
{
    /// <summary>The compiler refuses it.</summary>
    Refused,

    /// <summary>A finding of ours refuses it.</summary>
    Found,

    /// <summary>It compiles.</summary>
    Compiled,
}
