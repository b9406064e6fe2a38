using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Diagnostics;

/// <summary>
/// Turns a finding into a place in the source: the argument it is about, else the attribute's name, else the class's name.
/// </summary>
internal sealed class FindingLocator(INamedTypeSymbol type, CancellationToken cancellation)
{
    private readonly IReadOnlyList<AttributeData> _attributes = ModelReader.LayerAttributes(type);

    public Location Locate(Finding finding) =>
        finding.Layer < 0 ? LocateMember(finding.Argument) : LocateLayer(finding.Layer, finding.Argument);

    /// <summary>The layer that made the shape.</summary>
    public IEnumerable<Location>? LocateSource(Finding finding) =>
        finding.Source < 0 ? null : [LocateLayer(finding.Source, null)];

    private Location LocateLayer(int index, string? argument)
    {
        if (_attributes[index].ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax attribute)
        {
            return LocateMember(null);
        }
        SyntaxNode node = argument is null
            ? attribute.Name : (SyntaxNode?)FindArgument(_attributes[index], attribute, argument) ?? attribute.Name;
        return node.GetLocation();
    }

    private Location LocateMember(string? name)
    {
        TypeDeclarationSyntax[] parts = DeclarationReader.Parts(type, cancellation);
        if (name == "Model.Name") { return LocateModelName() ?? parts[0].Identifier.GetLocation(); }
        if (name == ".ctor")
        {
            return parts.SelectMany(part => part.Members).OfType<ConstructorDeclarationSyntax>()
                .OrderByDescending(DeclarationReader.DoesNotChain).First().Identifier.GetLocation();
        }

        return name is null
            ? parts[0].Identifier.GetLocation()
            : type.GetMembers(name).SelectMany(member => member.Locations)
                .First(l => l.SourceTree is { } tree && !ModelReader.IsGenerated(tree));
    }

    private Location? LocateModelName() =>
        type.GetAttributes()
            .FirstOrDefault(a =>
                a.AttributeClass?.Name == "ModelAttribute")?.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax model
            ? model.ArgumentList?.Arguments.FirstOrDefault()?.GetLocation()
            : null;

    /// <summary>The argument with a parameter's or property's name; <c>shape[1]</c> is the second of a params array.</summary>
    private static AttributeArgumentSyntax? FindArgument(AttributeData data, AttributeSyntax attribute, string name)
    {
        if (attribute.ArgumentList is not { } list) { return null; }
        int bracket = name.IndexOf('[');
        int element = bracket < 0
            ? 0 : int.Parse(name.Substring(bracket + 1, name.Length - bracket - 2), System.Globalization.CultureInfo.InvariantCulture);
        string parameter = bracket < 0 ? name : name.Substring(0, bracket);
        if (list.Arguments.FirstOrDefault(a => (a.NameEquals?.Name ?? a.NameColon?.Name)?.Identifier.ValueText == parameter) is { } named)
        {
            return named;
        }

        int position = data.AttributeConstructor?.Parameters.FirstOrDefault(p => p.Name == parameter)?.Ordinal ?? -1;
        AttributeArgumentSyntax[] positional = [.. list.Arguments.Where(a => a.NameEquals is null && a.NameColon is null)];
        return position >= 0 && position + element < positional.Length ? positional[position + element] : null;
    }
}
