using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generators.Diagnostics;
using ModelGen.Generators.Layers;

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

        // A model in a file that counts as generated, by its name, header or settings, is compiled like any other.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSymbolAction(
            static symbol => Report(
                (INamedTypeSymbol)symbol.Symbol, static finding => true, symbol.ReportDiagnostic, symbol.CancellationToken),
            SymbolKind.NamedType);
    }

    /// <summary>Reports what is wrong with a type, but for what the generator reports in any case.</summary>
    internal static void Report(INamedTypeSymbol type, Func<Finding, bool> which, Action<Diagnostic> report, CancellationToken cancellation)
    {
        try
        {
            FindingReporter.Report(type, finding => which(finding) && !Severities.IsForGenerator(finding), report, cancellation);
        }
        catch (Exception e) when (Faults.IsOurs(e))
        {
            // The generator reads the same declaration, fails in the same way, and reports that.
        }
    }
}
