using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Diagnostics;

/// <summary>Where a finding about a declaration lies: the word, base class or member that it is about, else the class's name.</summary>
internal sealed class DeclarationLocator(INamedTypeSymbol type, CancellationToken cancellation)
{
    private readonly TypeDeclarationSyntax[] _parts = DeclarationReader.Parts(type, cancellation);

    public Location Locate(Finding finding) => Find(finding) ?? _parts.FirstOrDefault()?.Identifier.GetLocation() ?? type.Locations[0];

    private Location? Find(Finding finding) => finding.Rule switch
    {
        RuleIds.IllegalName => ModelName(),
        RuleIds.NotPartial => WithoutPartial(_parts),
        RuleIds.ContainerNotPartial =>
            Identifiers.Outwards(type).Skip(1).Where(container => container.Name == finding.Values[1])
                .Select(c => WithoutPartial(DeclarationReader.Parts(c, cancellation))).FirstOrDefault(),
        RuleIds.SpreadDeclaration => Stray(),
        RuleIds.OtherBaseClass => BaseClass(),
        RuleIds.PrimaryConstructor => _parts.Select(part => part.ParameterList).FirstOrDefault(list => list is not null)?.GetLocation(),
        RuleIds.ConstructorDoesNotChain =>
            DeclarationReader.Constructors(_parts)[int.Parse(finding.Argument!, CultureInfo.InvariantCulture)].Identifier.GetLocation(),
        RuleIds.GeneratedNameTaken => Member(finding.Argument!),
        RuleIds.NotAPlainClass => Unusual(finding.Values[1]),
        _ => null,
    };

    private Location? ModelName() =>
        ModelReader.ModelAttribute(type)?.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax model
            ? model.ArgumentList?.Arguments.FirstOrDefault()?.GetLocation()
            : null;

    // The first layer that stands apart from the input, or from the first layer where there is no input.
    private Location? Stray()
    {
        (AttributeSyntax Syntax, bool IsInput)[] layers =
        [
            .. ModelReader.LayerAttributes(type)
                .Select(a =>
                    (Syntax: a.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax,
                        AttributeReader.IsInput(a)))
                .Where(layer => layer.Syntax is not null).Select(layer => (layer.Syntax!, layer.Item2)),
        ];
        if (layers.Length == 0) { return null; }
        AttributeSyntax home = layers.Any(layer => layer.IsInput) ? layers.First(layer => layer.IsInput).Syntax : layers[0].Syntax;
        return layers.Select(layer => layer.Syntax)
            .FirstOrDefault(layer => layer.Parent?.Parent != home.Parent?.Parent)?.Name.GetLocation();
    }

    // A base class is the first of its list; an interface may be too.
    private Location? BaseClass()
    {
        TypeSyntax[] first = [.. _parts.Select(part => part.BaseList?.Types.FirstOrDefault()?.Type).OfType<TypeSyntax>()];
        return (first.FirstOrDefault(ancestor => LayerSyntax.SimpleName(ancestor) == type.BaseType?.Name)
            ?? first.FirstOrDefault(ancestor => type.AllInterfaces.All(other => other.Name != LayerSyntax.SimpleName(ancestor)))
            ?? first.FirstOrDefault())?.GetLocation();
    }

    private Location? Member(string name)
    {
        if (name == ".ctor")
        {
            return DeclarationReader.Constructors(_parts)
                .FirstOrDefault(c => c.ParameterList.Parameters.Count == 2)?.Identifier.GetLocation();
        }
        return type.GetMembers(name).SelectMany(member => member.Locations)
            .FirstOrDefault(l => l.SourceTree is { } tree && !ModelReader.IsGenerated(tree));
    }

    // The word that makes the class unusual, here or around it.
    private Location? Unusual(string kind)
    {
        TypeDeclarationSyntax[] around = [.. _parts.SelectMany(part => part.AncestorsAndSelf()).OfType<TypeDeclarationSyntax>()];
        return kind switch
        {
            "static" => Modifier(SyntaxKind.StaticKeyword),
            "abstract" => Modifier(SyntaxKind.AbstractKeyword),
            "local to its file" => Modifier(SyntaxKind.FileKeyword),
            "generic" or "inside a generic type" =>
                around.Select(part => part.TypeParameterList).FirstOrDefault(list => list is not null)?.GetLocation(),
            _ => _parts.FirstOrDefault()?.Keyword.GetLocation(),
        };

        Location? Modifier(SyntaxKind word) =>
            around.SelectMany(part => part.Modifiers).Where(token => token.IsKind(word)).Select(token => token.GetLocation())
                .FirstOrDefault();
    }

    private static Location? WithoutPartial(TypeDeclarationSyntax[] parts) =>
        parts.FirstOrDefault(part => !part.Modifiers.Any(SyntaxKind.PartialKeyword))?.Identifier.GetLocation();
}
