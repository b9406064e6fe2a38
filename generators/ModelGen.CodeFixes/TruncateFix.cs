using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Says that dropped rows are meant, or keeps them by padding.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TruncateFix)), Shared]
public sealed class TruncateFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.RowsDropped];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is not { } attribute) { yield break; }
        yield return new("Write Truncate = true", "Truncate", edits => edits.SetArgument(attribute, "Truncate", "true"));
        yield return place.Pad(attribute);
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call) =>
        [.. call.Set("truncate", "true", "Truncate"), .. call.Pad()];
}
