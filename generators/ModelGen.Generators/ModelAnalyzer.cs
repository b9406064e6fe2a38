using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generators.Diagnostics;
using ModelGen.Generators.Evaluate;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators;

/// <summary>Reports every finding, at the argument it is about.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.All);

    private readonly EvaluationMemory _memory = new();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // A model in a file that counts as generated, by its name, header or settings, is compiled like any other.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        context.RegisterCompilationStartAction(start =>
        {
            BuildOptions options = BuildOptions.Read(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
            UseAnalysis.Register(start, _memory, options);
            var methods = new ForwardFindings(start.Compilation, _memory, options);
            start.RegisterSemanticModelAction(context =>
            {
                foreach (Diagnostic finding in methods.Of(context.SemanticModel.SyntaxTree, context.CancellationToken))
                {
                    context.ReportDiagnostic(finding);
                }
            });
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;

        // An attribute without a class is the compiler's affair. The generator goes on without it: another generator may write the class.
        if (type.GetAttributes().Any(AttributeReader.IsUnresolved)) { return; }
        BuildOptions options = BuildOptions.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
        ReportMethods(type, static _ => true, options.Pages, context.ReportDiagnostic, context.CancellationToken);
        ReportBaseClass(type, options.Pages, context);
        bool isWrong = false;
        Report(type, static _ => true, options, finding =>
        {
            isWrong |= finding.Severity == DiagnosticSeverity.Error;
            context.ReportDiagnostic(finding);
        }, context.CancellationToken);
        if (isWrong || !IsStubOfIncomplete(type) || ModelReader.Read(type, context.CancellationToken) is not { IsComplete: true })
        {
            return;
        }

        FindingReporter.Report(
            type, [new Finding(RuleIds.Unseen, -1, null, new EquatableArray<string>(type.Name))], options.Pages,
            context.ReportDiagnostic, context.CancellationToken);
    }

    // : Model alone, where the compiler asks for members that nobody writes.
    private static void ReportBaseClass(INamedTypeSymbol type, string pages, SymbolAnalysisContext context)
    {
        if (type.BaseType is not { Name: "Model" } model || !AttributeReader.IsOurs(model) || type.IsAbstract
            || !type.GetMembers("RunForward").IsEmpty || ModelReader.LayerAttributes(type).Count > 0
            || ModelReader.ModelAttribute(type) is not null) { return; }
        Location? place = type.DeclaringSyntaxReferences.Select(part => part.GetSyntax(context.CancellationToken))
            .OfType<TypeDeclarationSyntax>().Select(part => part.BaseList?.Types.FirstOrDefault()?.GetLocation())
            .FirstOrDefault(found => found is not null);
        context.ReportDiagnostic(Diagnostic.Create(Rules.Find(RuleIds.ModelWithoutLayers, pages), place ?? type.Locations[0], type.Name));
    }

    private static bool IsStubOfIncomplete(INamedTypeSymbol type) =>
        type.GetMembers("Summary").OfType<IFieldSymbol>().Any(field => field.ConstantValue is ModelCompiler.Incomplete);

    /// <summary>Reports layers on methods that they cannot declare, and a model that is declared by nothing, or twice.</summary>
    internal static void ReportMethods(INamedTypeSymbol type, Func<Finding, bool> which, string pages, Action<Diagnostic> report,
        CancellationToken cancellation)
    {
        foreach ((Finding finding, Location place) in MethodFindings.Of(type, cancellation))
        {
            if (!which(finding)) { continue; }
            report(Diagnostic.Create(Rules.Find(finding.Rule, pages), place, Rules.Values(finding)));
        }
    }

    /// <summary>Reports what is wrong with a type, but for what the generator reports in any case.</summary>
    internal static void Report(INamedTypeSymbol type, Func<Finding, bool> which, BuildOptions options, Action<Diagnostic> report,
        CancellationToken cancellation)
    {
        try
        {
            FindingReporter.Report(type, finding => which(finding) && !Severities.IsForGenerator(finding), options.Pages, report,
                cancellation);
        }
        catch (Exception e) when (Faults.IsOurs(e))
        {
            // The generator reads the same declaration, fails in the same way, and reports that.
        }
    }
}
