using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes a Reshape before a layer that needs an image, or leaves one out that has nothing to do.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RankFix)), Shared]
public sealed class RankFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.WrongRank];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is not { } attribute || place.Suggestions.FirstOrDefault() is not { Argument: { } layer, Code: { } sizes })
        {
            yield break;
        }
        yield return layer == ""
            ? new("Remove this layer", "Rank", edits => edits.Remove(attribute))
            : new($"Write [{layer}({sizes})] before it", "Rank",
                edits => edits.InsertBefore(attribute, place.SpellAttribute(layer, $"({sizes})")));
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call) =>
        call.Place.Suggestions.FirstOrDefault() is { Argument: not (null or "") and var layer, Code: var sizes }
            ? call.CallBefore(layer, sizes, "Rank") : [];
}
