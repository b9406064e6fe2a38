using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Takes an activation from the end of a model.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LastActivationFix)), Shared]
public sealed class LastActivationFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.ReLULast];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is { } attribute && place.Written(attribute, "activation") is { Parent: AttributeArgumentSyntax argument })
        {
            yield return new("Leave Activation.ReLU out", "Activation", edits => edits.Remove(argument));
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call) =>
        call.Place.Node is ArgumentSyntax or ExpressionSyntax { Parent: ArgumentSyntax }
            ? [new("Leave Activation.ReLU out", "Activation",
                edits => edits.Remove(call.Place.Node.FirstAncestorOrSelf<ArgumentSyntax>()!))]
            : [];
}
