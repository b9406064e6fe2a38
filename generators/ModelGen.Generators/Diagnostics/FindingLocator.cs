using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Diagnostics;

/// <summary>
/// Turns a finding into a place in the source: the argument it is about, else the attribute's name; <see cref="DeclarationLocator"/> knows
/// where it lies if it is about no layer.
/// </summary>
internal sealed class FindingLocator(INamedTypeSymbol type, CancellationToken cancellation) : IFindingLocator
{
    private readonly IReadOnlyList<AttributeData> _attributes = ModelReader.LayerAttributes(type);
    private readonly DeclarationLocator _declaration = new(type, cancellation);

    public IEnumerable<Location> Locate(Finding finding) =>
        [finding.Layer < 0 ? _declaration.Locate(finding) : LocateLayer(finding.Layer, finding.Argument) ?? _declaration.Locate(finding)];

    /// <summary>The layers that made the shapes.</summary>
    public IEnumerable<Location>? LocateSource(Finding finding)
    {
        Location[] sources = [.. finding.OtherSources.Prepend(finding.Source).Where(source => source >= 0).Distinct()
            .Select(source => LocateLayer(source, null)).OfType<Location>()];
        return sources.Length > 0 ? sources : null;
    }

    private Location? LocateLayer(int index, string? argument)
    {
        if (_attributes[index].ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax attribute) { return null; }
        return argument is not null && WrittenArgument.Locate(attribute, _attributes[index].AttributeConstructor, argument) is { } span
            ? Location.Create(attribute.SyntaxTree, span)
            : attribute.Name.GetLocation();
    }
}
