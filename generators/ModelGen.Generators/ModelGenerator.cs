using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Emit;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators;

/// <summary>Compiles classes with [Input] and layers into models. Findings are the analyzer's affair: here they only make a stub.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    internal const string ModelStep = "Model";
    internal const string SourceStep = "Source";
    private const string InputAttribute = "ModelGen.InputAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<BuildOptions> options = context.AnalyzerConfigOptionsProvider.Select(static (provider, _) =>
            BuildOptions.Read(provider.GlobalOptions));

        IncrementalValuesProvider<ModelSpec> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(InputAttribute, static (node, _) => node is TypeDeclarationSyntax, ReadOnce)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(ModelStep);

        IncrementalValuesProvider<ModelSpec> withoutInput = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => LayerSyntax.HasLayersAndNoInput(node), ReadWithoutInput)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!);

        context.RegisterSourceOutput(models.Combine(options).Select(Compile).WithTrackingName(SourceStep), AddSources);
        context.RegisterSourceOutput(withoutInput.Combine(options).Select(Compile), AddSources);
    }

    // A type whose parts carry several [Input]s comes once for each; the first one speaks for it.
    private static ModelSpec? ReadOnce(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData first = ModelReader.LayerAttributes(type).First(a => AttributeReader.ShortName(a) == "Input");
        return context.TargetNode.FullSpan.Contains(first.ApplicationSyntaxReference!.Span)
            && context.TargetNode.SyntaxTree == first.ApplicationSyntaxReference.SyntaxTree
            ? ModelReader.Read(type, cancellation)
            : null;
    }

    private static ModelSpec? ReadWithoutInput(GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, cancellation) is not INamedTypeSymbol type) { return null; }
        IReadOnlyList<AttributeData> layers = ModelReader.LayerAttributes(type);
        bool isFirst = layers.Count > 0 && layers[0].ApplicationSyntaxReference is { } first
            && first.SyntaxTree == context.Node.SyntaxTree && context.Node.FullSpan.Contains(first.Span);
        return isFirst && layers.All(a => AttributeReader.ShortName(a) != "Input") ? ModelReader.Read(type, cancellation) : null;
    }

    private static GeneratedSource Compile((ModelSpec Model, BuildOptions Options) input, CancellationToken cancellation) =>
        ModelCompiler.Compile(input.Model, input.Options);

    private static void AddSources(SourceProductionContext context, GeneratedSource source)
    {
        context.AddSource(source.HintName, source.Code);
        if (source.Summary is { } summary) { context.AddSource(source.HintName.Replace(ModelReader.FileSuffix, ".Summary.g.cs"), summary); }
    }
}
