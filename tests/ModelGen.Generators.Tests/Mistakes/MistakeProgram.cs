using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModelGen.CodeFixes;

namespace ModelGen.Generators.Tests;

/// <summary>A program with all that is generated for it, what is found in it, and the fixes that are offered.</summary>
internal sealed class MistakeProgram
{
    private const string GlobalUsings = "global using System; global using System.Collections.Generic; global using System.Linq; "
        + "global using ModelGen; global using ModelGen.Data; global using static ModelGen.Activation; "
        + "global using Tensor = ModelGen.Tensor;";

    private static readonly CodeFixProvider[] s_fixes =
        [.. typeof(RepairUseFix).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(CodeFixProvider)))
            .Select(t => (CodeFixProvider)Activator.CreateInstance(t)!)];

    // Programs share what they refer to; each is a fork of one of these.
    private static readonly CSharpCompilation s_usual = Compiler.Create("");
    private static readonly Project s_library = Empty(OutputKind.DynamicallyLinkedLibrary),
        s_program = Empty(OutputKind.ConsoleApplication);

    private readonly Document _document;

    public MistakeProgram(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, Compiler.ParseOptions, "Mistake.cs");
        bool isProgram = ((CompilationUnitSyntax)tree.GetRoot()).Members.OfType<GlobalStatementSyntax>().Any();
        Project project = isProgram ? s_program : s_library;
        Compilation compilation = project.GetCompilationAsync().GetAwaiter().GetResult()!.AddSyntaxTrees(tree);
        GeneratorRunResult run = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()],
            parseOptions: Compiler.ParseOptions).RunGenerators(compilation).GetRunResult().Results.Single();
        Assert.Null(run.Exception);

        foreach (GeneratedSourceResult source in run.GeneratedSources)
        {
            project = project.AddDocument(source.HintName, source.SourceText, filePath: source.SyntaxTree.FilePath).Project;
        }

        _document = project.AddDocument("Mistake.cs", SourceText.From(code), filePath: "Mistake.cs");
        Compilation = _document.Project.GetCompilationAsync().GetAwaiter().GetResult()!;
        IEnumerable<Diagnostic> found = Compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter()
            .GetResult().Concat(run.Diagnostics);
        SyntaxTree own = _document.GetSyntaxTreeAsync().GetAwaiter().GetResult()!;
        Findings = [.. found.Where(d => d.Location.SourceTree?.FilePath == own.FilePath).OrderBy(d => d.Location.SourceSpan.Start)];
        CompilerErrors = [.. Compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)
            .OrderBy(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal)
            .DistinctBy(d => (d.Id, d.Location.SourceSpan))];
    }

    private static Project Empty(OutputKind kind)
    {
        ProjectInfo info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: s_usual.Options.WithOutputKind(kind), parseOptions: Compiler.ParseOptions,
            metadataReferences: s_usual.References);
        return new AdhocWorkspace().AddProject(info).AddDocument("Usings.cs", GlobalUsings).Project;
    }

    public Compilation Compilation { get; }

    /// <summary>Our findings in the program's own file.</summary>
    public Diagnostic[] Findings { get; }

    /// <summary>What the compiler refuses by itself.</summary>
    public Diagnostic[] CompilerErrors { get; }

    /// <summary>The titles of the fixes for a finding, each with the text that comes of it.</summary>
    public (string Title, string Code)[] Fixes(Diagnostic finding)
    {
        if (s_fixes.SingleOrDefault(fix => fix.FixableDiagnosticIds.Contains(finding.Id)) is not { } provider) { return []; }
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(_document, finding, (action, _) => actions.Add(action), CancellationToken.None);
        provider.RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
        return [.. actions.Select(action => (action.Title, Changed(action)))];
    }

    private string Changed(CodeAction action) => action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult()
        .OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(_document.Id)!.GetTextAsync().GetAwaiter().GetResult()
        .ToString();
}
