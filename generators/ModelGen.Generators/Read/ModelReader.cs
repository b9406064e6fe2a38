using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Read;

/// <summary>From symbols to a <see cref="ModelSpec"/>: the only stage that sees Roslyn.</summary>
internal static class ModelReader
{
    /// <summary>The end of every generated file's name.</summary>
    public const string FileSuffix = ".ModelGen.g.cs";

    /// <summary>Reads a class that carries [Input] or a layer; null if it carries neither.</summary>
    public static ModelSpec? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        IReadOnlyList<AttributeData> attributes = LayerAttributes(type);
        if (attributes.Count == 0) { return null; }
        cancellation.ThrowIfCancellationRequested();

        var findings = new List<Finding>();
        bool canDerive = DeclarationReader.Read(type, attributes, findings, cancellation);
        AttributeData? model = type.GetAttributes().FirstOrDefault(a => IsOurs(a, "ModelAttribute"));
        return new ModelSpec(
            type.ContainingNamespace.IsGlobalNamespace
                ? "" : string.Join(".", type.ContainingNamespace.ToDisplayString().Split('.').Select(Identifiers.Escape)),
            new EquatableArray<string>(Identifiers.Containers(type)),
            Identifiers.Escape(type.Name),
            type.Name,
            model?.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string,
            new EquatableArray<LayerSpec>(attributes.Select(AttributeReader.Read)),
            new EquatableArray<Finding>(findings),
            canDerive,
            attributes.All(AttributeReader.IsComplete),
            Identifiers.HintName(type));
    }

    /// <summary>The attributes that declare layers, [Input] included, in source order.</summary>
    public static IReadOnlyList<AttributeData> LayerAttributes(INamedTypeSymbol type)
    {
        AttributeData[] found = [.. type.GetAttributes()
            .Where(a => IsOurs(a, null) && LayerCatalog.Contains(AttributeReader.ShortName(a)))];
        var trees = found.Select(a => a.ApplicationSyntaxReference?.SyntaxTree).Distinct().ToList();
        return [.. found.OrderBy(a => trees.IndexOf(a.ApplicationSyntaxReference?.SyntaxTree))
            .ThenBy(a => a.ApplicationSyntaxReference?.Span.Start ?? 0)];
    }

    /// <summary>Whether a tree was written by this generator.</summary>
    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(FileSuffix, StringComparison.Ordinal);

    private static bool IsOurs(AttributeData attribute, string? name) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: LayerCatalog.Namespace, ContainingNamespace.IsGlobalNamespace: true },
            ContainingType: null } type
        && (name is null || type.Name == name);
}
