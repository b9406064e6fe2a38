using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Benchmarks;

/// <summary>Looks at all calls, as analyzers do that are in every editor, and says nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class TrivialAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [new("BENCH1", "Nothing", "Nothing", "Nothing", DiagnosticSeverity.Info, isEnabledByDefault: true)];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(static _ => { }, OperationKind.Invocation);
    }
}

/// <summary>Finds the classes that ours finds, and makes nothing of them.</summary>
[Generator(LanguageNames.CSharp)]
internal sealed class TrivialGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName("ModelGen.ModelAttribute", static (_, _) => true,
            static (found, _) => found.TargetSymbol.Name),
        static (output, name) => output.AddSource(name, "// nothing"));
}

/// <summary>The same, and has the compiler bind the method in one file, which whoever wants to understand it must do.</summary>
internal sealed class BindingGenerator(string file) : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName("ModelGen.ModelAttribute", static (_, _) => true, (found, cancellation) =>
        {
            if (found.TargetNode.SyntaxTree.FilePath == file)
            {
                _ = found.SemanticModel.GetOperation(found.TargetNode.DescendantNodes().OfType<MethodDeclarationSyntax>().First(),
                    cancellation);
            }

            return found.TargetSymbol.Name;
        }),
        static (output, name) => output.AddSource(name, "// nothing"));
}
