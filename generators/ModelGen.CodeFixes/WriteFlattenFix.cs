using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes the Flatten that is implied, or asks for the last axis.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteFlattenFix)), Shared]
public sealed class WriteFlattenFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.FlattenImplied];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is not { } attribute) { yield break; }
        yield return new("Write [Flatten] before it", "Flatten", edits => edits.InsertBefore(attribute, place.SpellAttribute("Flatten")));
        yield return new("Write PerPosition = true", "PerPosition", edits => edits.SetArgument(attribute, "PerPosition", "true"));
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call) =>
        [.. call.CallBefore("Flatten", "", "Flatten"), .. call.Set("perPosition", "true", "PerPosition")];
}
