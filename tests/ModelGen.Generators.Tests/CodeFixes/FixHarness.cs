using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModelGen.CodeFixes;

namespace ModelGen.Generators.Tests;

/// <summary>Applies code fixes to a source text as an editor does.</summary>
internal static class FixHarness
{
    private static readonly CodeFixProvider[] s_fixes =
        [.. typeof(ModelCodeFix).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(ModelCodeFix)))
            .Select(t => (CodeFixProvider)Activator.CreateInstance(t)!)];

    public static IReadOnlyList<CodeFixProvider> All => s_fixes;

    /// <summary>The titles offered for the first finding with an ID.</summary>
    public static string[] Titles(string source, string id) => [.. Actions(Open(source), id).Select(a => a.Title)];

    /// <summary>The text after the action with a title was applied to the first finding with an ID.</summary>
    public static string Apply(string source, string id, string title)
    {
        Document document = Open(source);
        CodeAction action = Actions(document, id).First(a => a.Title == title);
        return Changed(action, document);
    }

    /// <summary>The text after the action with a title was applied to all findings with an ID in the document.</summary>
    public static string ApplyToAll(string source, string id, string title)
    {
        Document document = Open(source);
        CodeAction action = Actions(document, id).First(a => a.Title == title);
        CodeFixProvider provider = s_fixes.Single(f => f.FixableDiagnosticIds.Contains(id));
        var context = new FixAllContext(document, provider, FixAllScope.Document, action.EquivalenceKey!, [id], new Findings(),
            CancellationToken.None);
        CodeAction all = provider.GetFixAllProvider()!.GetFixAsync(context).GetAwaiter().GetResult()!;
        return Changed(all, document);
    }

    private static Document Open(string source)
    {
        CSharpCompilation compilation = Compiler.Create(source);
        var workspace = new AdhocWorkspace();
        ProjectInfo info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: Compiler.ParseOptions, metadataReferences: compilation.References);
        Project project = workspace.AddProject(info);
        project = project.AddDocument("Usings.cs", compilation.SyntaxTrees[1].GetText()).Project;
        return project.AddDocument("Model.cs", SourceText.From(source), filePath: "Model.cs");
    }

    private static List<CodeAction> Actions(Document document, string id)
    {
        Diagnostic finding = Find(document).First(d => d.Id == id);
        var actions = new List<CodeAction>();
        foreach (CodeFixProvider fix in s_fixes.Where(f => f.FixableDiagnosticIds.Contains(id)))
        {
            fix.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None))
                .GetAwaiter().GetResult();
        }

        return actions;
    }

    private static string Changed(CodeAction action, Document document)
    {
        var operation = (ApplyChangesOperation)action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult().Single();
        return operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync().GetAwaiter().GetResult().ToString();
    }

    private static IEnumerable<Diagnostic> Find(Document document) =>
        document.Project.GetCompilationAsync().GetAwaiter().GetResult()!.WithAnalyzers([new ModelAnalyzer()])
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().OrderBy(d => d.Location.SourceSpan.Start);

    private sealed class Findings : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(Find(document).Where(d => d.Location.SourceTree!.FilePath == "Model.cs"));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
