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

    // An editor asks anew for each letter: what is read of a class's attributes is remembered with it, too.
    private ModelSpec? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.DeclaringSyntaxReferences.IsEmpty) { return null; }
        SyntaxNode declaration = type.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        return memory.Get(declaration, compilation, () => Evaluate(type, cancellation))?.Model;
    }

    private Evaluation? Evaluate(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (ModelReader.Read(type, cancellation) is { } spec) { return Evaluation.OfAttributes(spec, type); }
        if (ForwardReader.Find(type) is not { DeclaringSyntaxReferences.IsEmpty: false } forward) { return null; }
        Evaluation? found = memory.Get(forward.DeclaringSyntaxReferences[0].GetSyntax(cancellation), compilation,
            () => ForwardReader.Read(type, forward, compilation, cancellation));
        return found is null ? null
            : found with { Trees = [.. found.Trees, .. type.DeclaringSyntaxReferences.Select(part => part.SyntaxTree)] };
    }
}
