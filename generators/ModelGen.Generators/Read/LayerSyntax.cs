using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Read;

/// <summary>What can be seen of a declaration without its meaning.</summary>
internal static class LayerSyntax
{
    /// <summary>
    /// Whether a type may be a model without an input: it has no attribute called Input, and one with a layer's name, or any if it is
    /// partial, because an attribute's name may be an alias.
    /// </summary>
    public static bool MayHaveLayersAndNoInput(SyntaxNode node)
    {
        if (node is not TypeDeclarationSyntax { AttributeLists.Count: > 0 } type) { return false; }
        string[] names =
            [.. type.AttributeLists.SelectMany(list => list.Attributes).Select(NameOf)];
        return !names.Contains("Input") && names.Any(name => name != "Model")
            && (type.Modifiers.Any(SyntaxKind.PartialKeyword) || names.Any(name => LayerCatalog.Find(name) is not null));
    }

    /// <summary>The name of an attribute as it is written, without what qualifies it and without its suffix.</summary>
    public static string NameOf(AttributeSyntax attribute) => WithoutSuffix(SimpleName(attribute.Name));

    /// <summary>An attribute's name without its suffix.</summary>
    public static string WithoutSuffix(string name) =>
        name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;

    /// <summary>A name without what qualifies it; empty where a type is no name.</summary>
    public static string SimpleName(TypeSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
