using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Diagnostics;
using ModelGen.Generators.Evaluate;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators;

/// <summary>
/// What is wrong with all models of a program that methods declare, by file: each file's findings are told with that file, wherever the
/// model's class stands, so that editors show them.
/// </summary>
internal sealed class ForwardFindings(Compilation compilation, EvaluationMemory memory, BuildOptions options)
{
    /// <summary>What a diagnostic says of the shape, for code fixes.</summary>
    public const string ShapeKey = "shape";

    private readonly object _gate = new();
    private ILookup<SyntaxTree, Diagnostic>? _all;

    /// <summary>The findings in one file.</summary>
    public IEnumerable<Diagnostic> Of(SyntaxTree tree, CancellationToken cancellation)
    {
        lock (_gate) { _all ??= Find(cancellation); }
        return _all[tree];
    }

    private ILookup<SyntaxTree, Diagnostic> Find(CancellationToken cancellation)
    {
        var found = new List<Diagnostic>();
        foreach ((INamedTypeSymbol type, IMethodSymbol forward) in ForwardReader.Models(compilation, cancellation))
        {
            try
            {
                SyntaxNode declaration = forward.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
                Evaluation evaluation = memory.Get(declaration, compilation,
                    () => ForwardReader.Read(type, forward, compilation, cancellation))!;
                FindingReporter.Report(type, evaluation, finding => !Severities.IsForGenerator(finding), options.Pages, found.Add,
                    cancellation);
                ReportShapes(evaluation, found);
                if (IsUnseen(type, evaluation, found))
                {
                    FindingReporter.Report(type, [new Finding(RuleIds.Unseen, -1, null, new EquatableArray<string>(type.Name))],
                        options.Pages,
                        found.Add, cancellation);
                }
            }
            catch (Exception e) when (Faults.IsOurs(e))
            {
                // The generator evaluates the same method, fails in the same way, and reports that.
            }
        }

        return found.Where(finding => finding.Location.SourceTree is not null).ToLookup(finding => finding.Location.SourceTree!);
    }

    private void ReportShapes(Evaluation evaluation, List<Diagnostic> found)
    {
        foreach (ShapeComments.Assignment assignment in ShapeComments.In(evaluation))
        {
            var properties = ImmutableDictionary<string, string?>.Empty.Add(ShapeKey, assignment.Shape);
            if (assignment.Comment is { } comment && comment.Shape != assignment.Shape)
            {
                found.Add(Diagnostic.Create(Rules.Find(RuleIds.StaleShape, options.Pages), comment.Trivia.GetLocation(), null, properties,
                    "",
                    comment.Shape, assignment.Shape));
            }

            found.Add(Diagnostic.Create(Rules.Find(RuleIds.ShapeHere, options.Pages), LocationOf(assignment.Target), null, properties, "",
                assignment.Shape));
        }
    }

    private static Location LocationOf(SyntaxNode target) =>
        target is VariableDeclaratorSyntax variable ? variable.Identifier.GetLocation() : target.GetLocation();

    // The generator has found an error of the compiler's where there is none once all is generated.
    private static bool IsUnseen(INamedTypeSymbol type, Evaluation evaluation, List<Diagnostic> found) =>
        evaluation.Model is { IsComplete: true } && found.All(finding => finding.Severity != DiagnosticSeverity.Error)
            && type.GetMembers("Summary").OfType<IFieldSymbol>().Any(field => field.ConstantValue is ModelCompiler.Incomplete);
}
