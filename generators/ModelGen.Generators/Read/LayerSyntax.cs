using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Read;

/// <summary>What can be seen of a declaration without its meaning.</summary>
internal static class LayerSyntax
{
    /// <summary>Whether a type carries an attribute with a layer's name and none called Input.</summary>
    public static bool HasLayersAndNoInput(SyntaxNode node)
    {
        if (node is not TypeDeclarationSyntax { AttributeLists.Count: > 0 } type) { return false; }
        string[] names = [.. type.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => SimpleName(attribute.Name))];
        return names.Any(name => LayerCatalog.Find(name) is not null) && !names.Contains("Input");
    }

    private static string SimpleName(NameSyntax name)
    {
        string text = name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return text.EndsWith("Attribute", StringComparison.Ordinal) ? text.Substring(0, text.Length - "Attribute".Length) : text;
    }
}
