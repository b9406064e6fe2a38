using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Use;

namespace ModelGen.CodeFixes;

/// <summary>
/// Writes what a finding about the use of a model says: where it lies, or at its other end, in the model's declaration.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RepairUseFix)), Shared]
public sealed class RepairUseFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.WithRepairs);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new All();

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic finding in context.Diagnostics.Where(finding => RuleIds.WithRepairs.Contains(finding.Id)))
        {
            foreach (Repair repair in RepairsOf(finding))
            {
                context.RegisterCodeFix(CodeAction.Create(repair.Title,
                    cancellation => ApplyAsync(context.Document.Project.Solution, [(finding, repair)], cancellation),
                    KeyOf(finding, repair)), finding);
            }
        }

        return Task.CompletedTask;
    }

    private static string KeyOf(Diagnostic finding, Repair repair) => $"{finding.Id}.{repair.Key}";

    private static IReadOnlyList<Repair> RepairsOf(Diagnostic finding) =>
    [
        .. finding.Properties.Where(property => property.Key.StartsWith(Repair.Prefix, StringComparison.Ordinal))
            .OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => Repair.Unpack(property.Value!)),
    ];

    // Of two that are in each other's way the first is made.
    private static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<(Diagnostic Finding, Repair Repair)> all,
        CancellationToken cancellation)
    {
        var changes = all.Select(one => (Place: one.Repair.Place < 0 ? one.Finding.Location
            : one.Finding.AdditionalLocations[one.Repair.Place], one.Repair.Code)).GroupBy(change => change.Place.SourceTree!);
        foreach (var document in changes)
        {
            if (solution.GetDocument(document.Key) is not { } found) { continue; }
            var accepted = new List<TextChange>();
            foreach (var (place, code) in document.OrderBy(change => change.Place.SourceSpan.Start))
            {
                bool isFree = accepted.Count == 0 || accepted[accepted.Count - 1].Span.End <= place.SourceSpan.Start;
                if (isFree) { accepted.Add(new TextChange(place.SourceSpan, code)); }
            }

            SourceText text = await found.GetTextAsync(cancellation).ConfigureAwait(false);
            solution = solution.WithDocumentText(found.Id, text.WithChanges(accepted));
        }

        return solution;
    }

    private sealed class All : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() =>
            [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

        public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
        {
            Diagnostic[] findings = await FindingsAsync(context).ConfigureAwait(false);
            (Diagnostic, Repair)[] chosen = [.. findings.Select(finding => (finding, Chosen(finding, context.CodeActionEquivalenceKey)))
                .Where(pair => pair.Item2 is not null).Select(pair => (pair.finding, pair.Item2!))];
            return chosen.Length == 0 ? null
                : CodeAction.Create("Fix all", cancellation => ApplyAsync(context.Solution, chosen, cancellation),
                    context.CodeActionEquivalenceKey);
        }

        // dotnet format knows the key of the first finding only, whichever rule that is of.
        private static Repair? Chosen(Diagnostic finding, string? key)
        {
            IReadOnlyList<Repair> repairs = RepairsOf(finding);
            return key?.StartsWith($"{finding.Id}.", StringComparison.Ordinal) == true
                ? repairs.FirstOrDefault(repair => KeyOf(finding, repair) == key) : repairs.FirstOrDefault();
        }

        private static async Task<Diagnostic[]> FindingsAsync(FixAllContext context)
        {
            var found = new List<Diagnostic>();
            if (context.Scope == FixAllScope.Document)
            {
                return [.. await context.GetDocumentDiagnosticsAsync(context.Document!).ConfigureAwait(false)];
            }

            IEnumerable<Project> projects = context.Scope == FixAllScope.Project ? [context.Project] : context.Solution.Projects;
            foreach (Project project in projects)
            {
                found.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
            }

            return [.. found];
        }
    }
}
