using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Moves the input before the layers, or removes one that nobody reads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InputPlaceFix)), Shared]
public sealed class InputPlaceFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.InputNotFirst, RuleIds.UnreadInput];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is not { } attribute) { yield break; }
        if (place.Finding.Id == RuleIds.UnreadInput)
        {
            yield return new("Remove this [Input]", "Remove", edits => edits.Remove(attribute));
            yield break;
        }

        yield return new("Move [Input] before all layers", "Move", edits => edits.Move(attribute, place.Layers.First()));
    }
}
