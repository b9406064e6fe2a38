using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using ModelGen.Generators.Evaluate;
using ModelGen.Generators.Infer;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>The models of a program as far as they are known: each is read once, when it is first used.</summary>
internal sealed class KnownModels(Compilation compilation, EvaluationMemory memory)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, ModelSpec?> _all = new(SymbolEqualityComparer.Default);

    /// <summary>The model of a class; null where it is none, or where a finding stands in its way.</summary>
    public ShapedModel? Get(ITypeSymbol? type, CancellationToken cancellation) =>
        SpecOf(type, cancellation) is { } spec ? ShapeInference.InferOnce(spec, out _) : null;

    /// <summary>How the model of a class is written, or null.</summary>
    public ModelSpec? SpecOf(ITypeSymbol? type, CancellationToken cancellation) =>
        type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named || AttributeReader.IsOurs(named) ? null
        : _all.GetOrAdd(named, found => Read(found, cancellation));

    private ModelSpec? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        ModelSpec? spec = ModelReader.Read(type, cancellation);
        // A build knows no methods of another project, so that an editor, which has their text, asks for none either.
        if (spec is null && ForwardReader.Find(type) is { DeclaringSyntaxReferences.IsEmpty: false } forward
            && compilation.ContainsSyntaxTree(forward.DeclaringSyntaxReferences[0].SyntaxTree))
        {
            spec = memory.Get(forward.DeclaringSyntaxReferences[0].GetSyntax(cancellation), compilation,
                () => ForwardReader.Read(type, forward, compilation, cancellation))?.Model;
        }

        return spec;
    }
}
