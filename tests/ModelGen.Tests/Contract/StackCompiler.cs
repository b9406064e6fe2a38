using System.Collections.Immutable;
using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generators;

namespace ModelGen.Tests.Contract;

/// <summary>What became of a source text: its findings and, where none is an error, its models.</summary>
internal sealed record CompiledModels(ImmutableArray<Diagnostic> Findings, ImmutableArray<Diagnostic> CompilerDiagnostics,
    Assembly? Assembly)
{
    /// <summary>Makes a model of a class, as a user's program does.</summary>
    public Model Create(string className, Device device, int seed)
    {
        Type type = Assembly?.GetType(className)
            ?? throw new InvalidOperationException($"There is no {className}:\n{string.Join('\n', Findings)}");
        return (Model)Activator.CreateInstance(type, device, (int?)seed)!;
    }
}

/// <summary>Compiles a user's source as the SDK does, generator and analyzer included, in memory.</summary>
internal static class StackCompiler
{
    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(Model).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ILGPU.Context).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(System.Numerics.Tensors.Tensor<float>).Assembly.Location),
    ];

    private static readonly CSharpParseOptions s_language = new(LanguageVersion.CSharp14);

    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
        nullableContextOptions: NullableContextOptions.Enable);

    private static int s_count;

    /// <summary>Compiles one class for each text of layer attributes: Model0, Model1, ...</summary>
    public static CompiledModels CompileStacks(params string[] stacks) => CompileStacks(NumberLayers.Generator(), stacks);

    /// <summary>The same by a generator of the caller's.</summary>
    public static CompiledModels CompileStacks(ModelGenerator generator, params string[] stacks) =>
        Compile("using ModelGen;\nusing static ModelGen.Activation;\n"
            + string.Concat(stacks.Select((stack, i) => $"{stack}\npublic partial class Model{i};\n")), generator);

    public static CompiledModels Compile(string source) => Compile(source, new ModelGenerator());

    private static CompiledModels Compile(string source, ModelGenerator generator)
    {
        Compilation user = CSharpCompilation.Create($"Contract{Interlocked.Increment(ref s_count)}",
            [CSharpSyntaxTree.ParseText(source, s_language)], s_references, s_options);
        CSharpGeneratorDriver
            .Create([generator.AsSourceGenerator()], parseOptions: s_language)
            .RunGeneratorsAndUpdateCompilation(user, out Compilation whole, out ImmutableArray<Diagnostic> reported);
        ImmutableArray<Diagnostic> findings = whole.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter()
            .GetResult();
        using var image = new MemoryStream();
        var emitted = whole.Emit(image);
        ImmutableArray<Diagnostic> visible = [.. reported.Concat(emitted.Diagnostics).Where(d => d.Severity >= DiagnosticSeverity.Warning)];
        bool failed = !emitted.Success || findings.Any(f => f.Severity == DiagnosticSeverity.Error);
        return new(findings, visible, failed ? null : Assembly.Load(image.ToArray()));
    }
}
