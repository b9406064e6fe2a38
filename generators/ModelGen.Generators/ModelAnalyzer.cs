using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generators.Diagnostics;
using ModelGen.Generators.Infer;
using ModelGen.Generators.Read;

namespace ModelGen.Generators;

/// <summary>Reports every finding, at the argument it is about.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.All);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (ModelReader.Read(type, context.CancellationToken) is not { } model) { return; }
        ShapeInference.Infer(model, out EquatableArray<Finding> findings);
        if (findings.Count == 0) { return; }

        var locator = new FindingLocator(type, context.CancellationToken);
        foreach (Finding finding in findings)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.Find(finding.Rule), locator.Locate(finding), locator.LocateSource(finding), Properties(finding),
                [.. finding.Values]));
        }
    }

    // What a code fix needs to know beyond the place: the message's values by number.
    private static ImmutableDictionary<string, string?> Properties(Finding finding) =>
        Enumerable.Range(0, finding.Values.Count)
            .ToImmutableDictionary(i => i.ToString(CultureInfo.InvariantCulture), i => (string?)finding.Values[i]);
}
