using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generators.Diagnostics;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;
using ModelGen.Generators.Specs;

namespace ModelGen.CodeFixes;

/// <summary>Where a finding lies, and what is known of it.</summary>
/// <param name="Text">The document's text.</param>
/// <param name="Root">Its syntax.</param>
/// <param name="Model">What the syntax means.</param>
/// <param name="Finding">The finding.</param>
internal sealed record Place(SourceText Text, SyntaxNode Root, SemanticModel Model, Diagnostic Finding)
{
    /// <summary>The node that the finding underlines.</summary>
    public SyntaxNode Node { get; } = Root.FindNode(Finding.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>The attribute that the finding is about.</summary>
    public AttributeSyntax? Attribute => Node.FirstAncestorOrSelf<AttributeSyntax>();

    /// <summary>One of the values of the finding's message.</summary>
    public string Value(int number) =>
        Finding.Properties.TryGetValue(number.ToString(System.Globalization.CultureInfo.InvariantCulture), out string? value)
            ? value ?? "" : "";

    /// <summary>What the finding suggests: arguments, each with the code of its value.</summary>
    public IEnumerable<(string Argument, string Code)> Suggestions => Finding.Properties
        .Where(property => property.Key.StartsWith(Suggestion.Prefix, StringComparison.Ordinal))
        .OrderBy(property => property.Key, StringComparer.Ordinal)
        .Select(property => (property.Key.Substring(Suggestion.Prefix.Length), property.Value!));

    /// <summary>
    /// The expression that is written for a parameter or property, whatever way it is written; null where its default stands.
    /// </summary>
    public ExpressionSyntax? Written(AttributeSyntax attribute, string argument) =>
        WrittenArgument.Find(attribute, Model.GetSymbolInfo(attribute).Symbol as IMethodSymbol, argument);

    /// <summary>The layers that stand on the same declaration, in order, the input included.</summary>
    public IEnumerable<AttributeSyntax> Layers => Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        ? type.AttributeLists.SelectMany(list => list.Attributes).Where(IsLayer)
        : [];

    /// <summary>
    /// How a member of one of the product's enums is written here, so that it means that and not something of the user's.
    /// </summary>
    /// <param name="type">The enum.</param>
    /// <param name="member">Its member.</param>
    /// <param name="written">An expression that stands here now, whose way of naming the enum is kept.</param>
    public string SpellMember(string type, string member, ExpressionSyntax? written = null)
    {
        string[] ways = [$"{type}.{member}", $"{LayerCatalog.Namespace}.{type}.{member}",
            $"global::{LayerCatalog.Namespace}.{type}.{member}"];
        string? alike = written is MemberAccessExpressionSyntax access ? $"{access.Expression}.{member}" : null;
        return (alike is null ? ways : [alike, .. ways]).FirstOrDefault(way => Means(way, type, member)) ?? ways.Last();
    }

    /// <summary>How a layer's attribute is written here.</summary>
    public string SpellAttribute(string attribute, string arguments = "") =>
        ((string[])[attribute, $"{LayerCatalog.Namespace}.{attribute}", $"global::{LayerCatalog.Namespace}.{attribute}"])
            .FirstOrDefault(way => Means(way + arguments, attribute)) is { } spelled
            ? spelled + arguments : $"global::{LayerCatalog.Namespace}.{attribute}Attribute{arguments}";

    /// <summary>Offers to pad.</summary>
    public Offer Pad(AttributeSyntax attribute) => new("Write Padding = Padding.Same", "Pad",
        edits => edits.SetArgument(attribute, "Padding", SpellMember("Padding", "Same", Written(attribute, "Padding"))));

    private bool Means(string code, string type, string member) =>
        Model.GetSpeculativeSymbolInfo(Node.SpanStart, SyntaxFactory.ParseExpression(code), SpeculativeBindingOption.BindAsExpression)
            .Symbol
            is IFieldSymbol { ContainingType: { } found } field && field.Name == member
            && AttributeReader.IsOurs(found) && found.Name == type;

    private bool Means(string code, string attribute) =>
        Model.GetSpeculativeSymbolInfo(Node.SpanStart, Parse(code)).Symbol?.ContainingType is { } found
            && AttributeReader.IsOurs(found) && found.Name == attribute + "Attribute";

    private bool IsLayer(AttributeSyntax attribute) =>
        Model.GetTypeInfo(attribute).Type is INamedTypeSymbol type && AttributeReader.IsOurs(type)
        && LayerCatalog.Contains(LayerSyntax.WithoutSuffix(type.Name));

    private static AttributeSyntax Parse(string code) =>
        ((MemberDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[{code}] class C;")!).AttributeLists[0].Attributes[0];
}
