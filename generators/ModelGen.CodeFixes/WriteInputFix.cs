using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes an input before the first layer, to be filled in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteInputFix)), Shared]
public sealed class WriteInputFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.NoInput];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Layers.FirstOrDefault() is not { } first) { yield break; }
        string shape = place.Value(1);
        yield return new($"Write [Input({shape})]", "Input",
            edits => edits.InsertInput(first, place.SpellAttribute("Input", $"({shape})")));
    }
}
