using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Emit;
using ModelGen.Generators.Evaluate;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators;

/// <summary>
/// Compiles classes with [Input] and layers into models. Findings are the analyzer's affair: here they only make a stub, unless no
/// analyzer is heard.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    internal const string ModelStep = "Model";
    internal const string SourceStep = "Source";
    internal const string MethodStep = "Method";
    internal const string MethodSourceStep = "MethodSource";
    private const string InputAttribute = "ModelGen.InputAttribute", ModelAttribute = "ModelGen.ModelAttribute";
    private readonly Func<INamedTypeSymbol, CancellationToken, ModelSpec?> _read;
    private readonly Func<ModelSpec, BuildOptions, CancellationToken, GeneratedSource> _compile;
    // A class may be declared both ways, which is a finding.
    private readonly EvaluationMemory _memory = new(), _chains = new();

    /// <summary>Makes it.</summary>
    public ModelGenerator() : this(ModelReader.Read, ModelCompiler.Compile) { }

    // Tests put in steps that fail.
    internal ModelGenerator(
        Func<INamedTypeSymbol, CancellationToken, ModelSpec?> read,
        Func<ModelSpec, BuildOptions, CancellationToken, GeneratedSource> compile) =>
        (_read, _compile) = (read, compile);

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

        IncrementalValuesProvider<ModelSpec> withMethod = context.SyntaxProvider
            .ForAttributeWithMetadataName(ModelAttribute, static (node, _) => node is TypeDeclarationSyntax, ReadMethod)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(MethodStep);

        // One walk over what is typed, for both: each takes half a millisecond in a large project.
        IncrementalValuesProvider<object> others = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => LayerSyntax.MayHaveLayersAndNoInput(node) || SharedMethodReader.MayBe(node),
                ReadOther)
            .Where(static found => found is not null)
            .Select(static (found, _) => found!);
        IncrementalValuesProvider<ModelSpec> withoutInput = others.Where(static found => found is ModelSpec)
            .Select(static (m, _) => (ModelSpec)m);
        IncrementalValuesProvider<SharedMethod> sharedMethods =
            others.Where(static found => found is SharedMethod).Select(static (m, _) => (SharedMethod)m);

        AddSources(context, models.Combine(options).Select(Compile).WithTrackingName(SourceStep), options);
        AddSources(context, withMethod.Combine(options).Select(Compile).WithTrackingName(MethodSourceStep), options);
        context.RegisterSourceOutput(sharedMethods,
            static (output, method) => output.AddSource(method.HintName, MethodEmitter.Emit(method)));
        AddSources(context, withoutInput.Combine(options).Select(Compile), options);
        context.RegisterSourceOutput(context.CompilationProvider.Combine(options), ReportInPlaceOfAnalyzer);
    }

    private static void AddSources(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<GeneratedSource> sources,
        IncrementalValueProvider<BuildOptions> options)
    {
        context.RegisterSourceOutput(sources, static (output, source) =>
        {
            if (source.Code is { } code) { output.AddSource(source.HintName, code); }
            if (source.Method is { } method)
            {
                output.AddSource(source.HintName.Replace(ModelReader.FileSuffix, ".Forward" + ModelReader.FileSuffix), method);
            }
            if (source.Summary is { } summary)
            {
                output.AddSource(source.HintName.Replace(ModelReader.FileSuffix, ".Summary.g.cs"), summary);
            }
        });

        // Places are looked up at the end, so that nothing that is kept holds on to a compilation.
        context.RegisterSourceOutput(
            sources.Where(static source => source.Findings.Count > 0).Combine(context.CompilationProvider.Combine(options)),
            static (output, reported) =>
            {
                (GeneratedSource source, (Compilation compilation, BuildOptions build)) = reported;
                if (SourceTypes.Find(compilation, source.HintName) is not { } type) { return; }
                FindingReporter.Report(type, source.Findings, build.Pages, output.ReportDiagnostic, output.CancellationToken);
            });
    }

    private static void ReportInPlaceOfAnalyzer(SourceProductionContext context, (Compilation Compilation, BuildOptions Options) input)
    {
        if (!input.Options.AnalyzersAreOff) { return; }
        foreach (INamedTypeSymbol type in SourceTypes.All(input.Compilation))
        {
            ModelAnalyzer.Report(type, Severities.IsError, input.Options, context.ReportDiagnostic, context.CancellationToken);
            ModelAnalyzer.ReportMethods(type, Severities.IsError, input.Options.Pages, context.ReportDiagnostic, context.CancellationToken);
            if (ForwardReader.Find(type) is { } forward)
            {
                Evaluation evaluation = ForwardReader.Read(type, forward, input.Compilation, context.CancellationToken);
                FindingReporter.Report(type, evaluation, Severities.IsError, input.Options.Pages, context.ReportDiagnostic,
                    context.CancellationToken);
            }
        }
    }

    // A type whose parts carry several [Input]s comes once for each; the first one speaks for it.
    private ModelSpec? ReadOnce(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return _chains.Get(context.TargetNode, context.SemanticModel.Compilation, () =>
        {
            AttributeData? first = ModelReader.LayerAttributes(type).FirstOrDefault(AttributeReader.IsInput);
            return StandsOn(first, context.TargetNode) && Read(type, cancellation) is { } model
                ? Evaluation.OfAttributes(model, type) : null;
        })?.Model;
    }

    private ModelSpec? ReadMethod(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        Compilation compilation = context.SemanticModel.Compilation;
        try
        {
            return _memory.Get(context.TargetNode, compilation, () =>
                StandsOn(ModelReader.ModelAttribute(type), context.TargetNode) && ForwardReader.Find(type) is { } forward
                    ? ForwardReader.Read(type, forward, compilation, cancellation) : null)?.Model;
        }
        catch (Exception e) when (Faults.IsOurs(e))
        {
            return ModelReader.Unread(type, Faults.Describe(type.Name, e), cancellation);
        }
    }

    // A model without an input, or a method that layers declare.
    private object? ReadOther(GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        ISymbol? symbol = context.SemanticModel.GetDeclaredSymbol(context.Node, cancellation);
        if (symbol is not INamedTypeSymbol type) { return SharedMethodReader.Read(symbol); }
        IReadOnlyList<AttributeData> layers = ModelReader.LayerAttributes(type);
        return StandsOn(layers.FirstOrDefault(), context.Node) && !layers.Any(AttributeReader.IsInput) ? Read(type, cancellation) : null;
    }

    private static bool StandsOn(AttributeData? attribute, SyntaxNode node) =>
        attribute?.ApplicationSyntaxReference is { } place && place.SyntaxTree == node.SyntaxTree && node.FullSpan.Contains(place.Span);

    // A failure costs one model, not all models of the project.
    private ModelSpec? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        try
        {
            return _read(type, cancellation);
        }
        catch (Exception e) when (Faults.IsOurs(e))
        {
            return ModelReader.Unread(type, Faults.Describe(type.Name, e), cancellation);
        }
    }

    private GeneratedSource Compile((ModelSpec Model, BuildOptions Options) input, CancellationToken cancellation)
    {
        try
        {
            return _compile(input.Model, input.Options, cancellation);
        }
        catch (Exception e) when (Faults.IsOurs(e))
        {
            return ModelCompiler.Stub(input.Model, [Faults.Describe(input.Model.DisplayName, e)]);
        }
    }
}
