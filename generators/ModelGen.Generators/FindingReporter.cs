using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Diagnostics;
using ModelGen.Generators.Evaluate;
using ModelGen.Generators.Infer;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators;

/// <summary>From findings to diagnostics in the source. The analyzer reports them, or, where no analyzer is heard, the generator.</summary>
internal static class FindingReporter
{
    /// <summary>Reads a type and reports what is wrong with it.</summary>
    /// <param name="type">The type, whether a model or not.</param>
    /// <param name="which">Which findings to report.</param>
    /// <param name="pages">The folder of the findings' pages, or empty.</param>
    /// <param name="report">Takes a diagnostic.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static void Report(INamedTypeSymbol type, Func<Finding, bool> which, string pages, Action<Diagnostic> report,
        CancellationToken cancellation)
    {
        if (ModelReader.Read(type, cancellation) is not { } model) { return; }
        ShapeInference.Infer(model, out EquatableArray<Finding> findings);
        Report(type, findings.Where(which), pages, report, cancellation);
    }

    /// <summary>Reports findings about a type.</summary>
    public static void Report(INamedTypeSymbol type, IEnumerable<Finding> findings, string pages, Action<Diagnostic> report,
        CancellationToken cancellation)
    {
        IFindingLocator? locator = null;
        Report(type, findings, () => locator ??= new FindingLocator(type, cancellation), rule => Rules.Find(rule, pages), report);
    }

    /// <summary>Reports what is wrong with a model that a method declares: each place once, however often the method came there.</summary>
    public static void Report(INamedTypeSymbol type, Evaluation evaluation, Func<Finding, bool> which, string pages,
        Action<Diagnostic> report,
        CancellationToken cancellation)
    {
        ShapeInference.InferOnce(evaluation.Model, out EquatableArray<Finding> findings);
        var locator = new SiteLocator(type, evaluation, cancellation);
        var told = new HashSet<(string, Location)>();
        Report(type, findings.Where(which).Select(CodeWords.Of), () => locator, rule => Rules.InCode(Rules.Find(rule, pages)), diagnostic =>
        {
            if (told.Add((diagnostic.Id, diagnostic.Location))) { report(diagnostic); }
        });
    }

    private static void Report(INamedTypeSymbol type, IEnumerable<Finding> findings, Func<IFindingLocator> locator,
        Func<string, DiagnosticDescriptor> rule, Action<Diagnostic> report)
    {
        foreach (Finding finding in findings)
        {
            (IEnumerable<Location> places, IEnumerable<Location>? sources) = Locate(locator(), type, finding);
            foreach (Location place in places.Where(place => finding.Rule != RuleIds.DoesNothing || !IsOfDivision(place)))
            {
                report(Diagnostic.Create(
                    rule(finding.Rule), place, Rules.Severity(Severities.Of(finding)), sources, Properties(finding),
                    Rules.Values(finding)));
            }
        }
    }

    // [Dropout(1 / 2)] has a finding of its own, which says that whole numbers are divided; what is divided without a rest has none.
    private static bool IsOfDivision(Location place) =>
        place.SourceTree?.GetRoot().FindNode(place.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            && LayerSyntax.NameOf(attribute) == "Dropout"
            && attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is BinaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.DivideExpression, Left: LiteralExpressionSyntax { Token.Value: int left },
                Right: LiteralExpressionSyntax { Token.Value: int and not 0 and var right },
            } && left % right != 0;

    // A finding without its exact place is better than none.
    private static (IEnumerable<Location>, IEnumerable<Location>?) Locate(IFindingLocator locator, INamedTypeSymbol type, Finding finding)
    {
        try
        {
            return ([.. locator.Locate(finding)], locator.LocateSource(finding)?.ToArray());
        }
        catch (Exception e) when (Faults.IsOurs(e))
        {
            return ([type.Locations.FirstOrDefault() ?? Location.None], null);
        }
    }

    // What a code fix needs to know beyond the place: the message's values by number, and what to write instead by argument.
    private static ImmutableDictionary<string, string?> Properties(Finding finding) => Enumerable.Range(0, finding.Values.Count)
        .ToImmutableDictionary(i => i.ToString(CultureInfo.InvariantCulture), i => (string?)finding.Values[i])
        .AddRange(finding.Suggestions.Select(s => new KeyValuePair<string, string?>(Suggestion.Prefix + s.Argument, s.Code)));
}
