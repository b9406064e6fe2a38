using Microsoft.CodeAnalysis;

namespace ModelGen.TensorMethods;

/// <summary>One layer's attribute, read for its methods.</summary>
internal sealed class LayerAttribute(INamedTypeSymbol type)
{
    public const string Suffix = "Attribute";
    private const string Root = "LayerAttribute", Merge = "MergeAttribute", Input = "InputAttribute";

    public string Name => NameOf(type);

    public INamedTypeSymbol Type => type;

    /// <summary>Whether it merges several values, which its method takes where the attribute takes names.</summary>
    public bool Merges => Outwards(type).Any(ancestor => ancestor.Name == Merge);

    public IEnumerable<IMethodSymbol> Constructors =>
        type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public);

    /// <summary>Its settable properties: the layer's own in their order, then those of every layer, the name last.</summary>
    public IEnumerable<IPropertySymbol> Properties =>
        Outwards(type).Where(ancestor => ancestor.Name != Root).Reverse().SelectMany(Settable)
            .Concat(Outwards(type).Where(ancestor => ancestor.Name == Root).SelectMany(Settable)
                .OrderBy(property => property.Name == "Name"));

    public static string NameOf(INamedTypeSymbol type) => type.Name.Substring(0, type.Name.Length - Suffix.Length);

    /// <summary>Whether a class is the attribute of a layer.</summary>
    public static bool IsLayer(INamedTypeSymbol type) =>
        !type.IsAbstract && type.Name != Input && Outwards(type).Any(ancestor => ancestor.Name == Root);

    private static IEnumerable<INamedTypeSymbol> Outwards(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType) { yield return t; }
    }

    private static IEnumerable<IPropertySymbol> Settable(INamedTypeSymbol type) => type.GetMembers().OfType<IPropertySymbol>()
        .Where(property => property is { IsStatic: false, SetMethod.DeclaredAccessibility: Accessibility.Public });
}
