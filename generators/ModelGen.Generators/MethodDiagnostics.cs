using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Diagnostics;
using ModelGen.Generators.Evaluate;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators;

/// <summary>What is said of one model that a method declares.</summary>
/// <param name="Pages">The folder of the findings' pages.</param>
/// <param name="Diagnostics">All of it, by file.</param>
/// <param name="IsWrong">Whether an error is among it.</param>
/// <param name="Unseen">What is said where no error is seen in any model, and the generator has seen one.</param>
/// <param name="Trees">The trees that places lie in.</param>
internal sealed record MethodDiagnostics(string Pages, ILookup<SyntaxTree, Diagnostic> Diagnostics, bool IsWrong,
    Diagnostic? Unseen, IReadOnlyList<SyntaxTree> Trees)
{
    /// <summary>Works it out.</summary>
    public static MethodDiagnostics Of(INamedTypeSymbol type, Evaluation evaluation, string pages, CancellationToken cancellation)
    {
        var found = new List<Diagnostic>();
        FindingReporter.Report(type, evaluation, finding => !Severities.IsForGenerator(finding), pages, found.Add, cancellation);
        ReportShapes(evaluation, pages, found.Add);
        var unseen = new List<Diagnostic>();
        if (IsStub(type, evaluation))
        {
            FindingReporter.Report(type, [new Finding(RuleIds.Unseen, -1, null, new EquatableArray<string>(type.Name))], pages, unseen.Add,
                cancellation);
        }

        SyntaxTree[] trees = [.. found.Concat(unseen).SelectMany(finding => finding.AdditionalLocations.Prepend(finding.Location))
            .Select(place => place.SourceTree).OfType<SyntaxTree>().Distinct()];
        return new MethodDiagnostics(pages,
            found.Where(finding => finding.Location.SourceTree is not null).ToLookup(finding => finding.Location.SourceTree!),
            found.Any(finding => finding.Severity == DiagnosticSeverity.Error),
            unseen.FirstOrDefault(finding => finding.Location.SourceTree is not null), trees);
    }

    private static void ReportShapes(Evaluation evaluation, string pages, Action<Diagnostic> report)
    {
        foreach (ShapeComments.Assignment assignment in ShapeComments.In(evaluation))
        {
            var properties = ImmutableDictionary<string, string?>.Empty.Add(ForwardFindings.ShapeKey, assignment.Shape);
            if (assignment.Comment is { } comment && comment.Shape != assignment.Shape)
            {
                report(Diagnostic.Create(Rules.Find(RuleIds.StaleShape, pages), comment.Trivia.GetLocation(), null, properties, "",
                    comment.Shape, assignment.Shape));
            }

            report(Diagnostic.Create(Rules.Find(RuleIds.ShapeHere, pages), LocationOf(assignment.Target), null, properties, "",
                assignment.Shape));
        }
    }

    private static Location LocationOf(SyntaxNode target) =>
        target is VariableDeclaratorSyntax variable ? variable.Identifier.GetLocation() : target.GetLocation();

    // The generator has found an error of the compiler's, which may be none once all is generated.
    private static bool IsStub(INamedTypeSymbol type, Evaluation evaluation) => evaluation.Model is { IsComplete: true }
        && type.GetMembers("Summary").OfType<IFieldSymbol>().Any(field => field.ConstantValue is ModelCompiler.Incomplete);
}
