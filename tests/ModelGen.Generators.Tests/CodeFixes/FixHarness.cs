using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModelGen.CodeFixes;

namespace ModelGen.Generators.Tests;

/// <summary>Applies code fixes to source texts as an editor does. Files are named by their place: 0.cs, 1.cs.</summary>
internal sealed class FixHarness
{
    private static readonly CodeFixProvider[] s_fixes =
        [.. typeof(ModelCodeFix).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(ModelCodeFix)))
            .Select(t => (CodeFixProvider)Activator.CreateInstance(t)!)];

    private readonly Document[] _documents;
    private readonly ILookup<DocumentId, Diagnostic> _findings;

    public FixHarness(params IEnumerable<string> sources)
    {
        CSharpCompilation usings = Compiler.Create("");
        ProjectInfo info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: usings.Options, parseOptions: Compiler.ParseOptions, metadataReferences: usings.References);
        Project project = new AdhocWorkspace().AddProject(info).AddDocument("Usings.cs", usings.SyntaxTrees[1].GetText()).Project;
        var ids = new List<DocumentId>();
        foreach (string source in sources)
        {
            Document added = project.AddDocument($"{ids.Count}.cs", SourceText.From(source), filePath: $"{ids.Count}.cs");
            project = added.Project;
            ids.Add(added.Id);
        }

        _documents = [.. ids.Select(id => project.GetDocument(id)!)];
        _findings = Find(project).ToLookup(finding => project.GetDocument(finding.Location.SourceTree)!.Id);
    }

    public static IReadOnlyList<CodeFixProvider> All => s_fixes;

    /// <summary>What is offered for the first finding of a rule in a file.</summary>
    public IReadOnlyList<CodeAction> Offers(string id, int file = 0)
    {
        Document document = _documents[file];
        Diagnostic finding = _findings[document.Id].First(finding => finding.Id == id);
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None);
        FixOf(id).RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
        return actions;
    }

    /// <summary>A file's text after the offer with a title was taken for the first finding of a rule.</summary>
    public string Apply(string id, string title, int file = 0) => Changed(Offers(id, file).Single(a => a.Title == title))[file];

    /// <summary>All texts after an offer was taken for all findings of its rule.</summary>
    /// <param name="id">The rule.</param>
    /// <param name="key">The equivalence key of the offer.</param>
    /// <param name="scope">A document, which is then the first, or the project.</param>
    public string[] ApplyToAll(string id, string? key, FixAllScope scope)
    {
        var context = new FixAllContext(_documents[0], FixOf(id), scope, key!, [id], new Provider(_findings), CancellationToken.None);
        return Changed(FixOf(id).GetFixAllProvider()!.GetFixAsync(context).GetAwaiter().GetResult()!);
    }

    private static CodeFixProvider FixOf(string id) => s_fixes.Single(fix => fix.FixableDiagnosticIds.Contains(id));

    private string[] Changed(CodeAction action)
    {
        var operation = (ApplyChangesOperation)action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult().Single();
        return [
            .. _documents.Select(document =>
                operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync().GetAwaiter().GetResult().ToString())];
    }

    private static Diagnostic[] Find(Project project) =>
        [.. project.GetCompilationAsync().GetAwaiter().GetResult()!.WithAnalyzers([new ModelAnalyzer()])
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().OrderBy(d => d.Location.SourceSpan.Start)];

    private sealed class Provider(ILookup<DocumentId, Diagnostic> findings) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(findings.SelectMany(group => group));

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(findings[document.Id]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
