using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Removes a layer that is better left out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveLayerFix)), Shared]
public sealed class RemoveLayerFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids =>
        [RuleIds.DropoutLast, RuleIds.DoesNothing, RuleIds.DropoutTooMuch, RuleIds.UnreadValue, RuleIds.OutputOfNothing,
            RuleIds.OutputTwice, RuleIds.FromToNowhere];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is not { } attribute) { yield break; }
        if (place.Suggestions.FirstOrDefault() is { Code: { } code, Argument: var argument }
            && place.Written(attribute, argument) is { } written)
        {
            yield return new($"Write {code}", "Remove", edits => edits.Replace(written, code));
            yield break;
        }

        string title = place.Finding.Id switch
        {
            RuleIds.DropoutLast or RuleIds.DoesNothing or RuleIds.DropoutTooMuch or RuleIds.UnreadValue => "Remove this layer",
            RuleIds.FromToNowhere => "Remove [From]",
            _ => "Remove [Output]",
        };
        yield return new(title, "Remove", edits => edits.Remove(attribute));
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call) =>
        call.Place.Finding.Id == RuleIds.UnreadValue ? [] : call.Place.Suggestions.Any() ? call.Write("Remove") : call.Remove("Remove");
}
