using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.Generators;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes the right shape into a comment that tells another one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ShapeCommentFix)), Shared]
public sealed class ShapeCommentFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.StaleShape];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        string shape = place.Finding.Properties.TryGetValue(ForwardFindings.ShapeKey, out string? found) ? found! : "";
        if (shape != "")
        {
            yield return new($"Write // {shape}", "Comment", edits => edits.Replace(place.Finding.Location.SourceSpan, $"// {shape}"));
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call) => Offers(call.Place);
}
