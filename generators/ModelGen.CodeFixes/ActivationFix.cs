using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes the activation that fits the place, or leaves the first of two out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ActivationFix)), Shared]
public sealed class ActivationFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.SoftmaxInside, RuleIds.SoftmaxOfOne];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is not { } attribute || place.Suggestions.FirstOrDefault() is not { Argument: { } name, Code: { } activation })
        {
            yield break;
        }
        if (place.Written(attribute, name) is not { } written) { yield break; }
        if (activation != "Linear")
        {
            yield return new($"Use Activation.{activation}", "Activation",
                edits => edits.Replace(written, place.SpellMember("Activation", activation, written)));
            yield break;
        }

        bool isLayer = place.Model.GetTypeInfo(attribute).Type?.Name == "ActivationAttribute";
        yield return new("Leave softmax out here", "Activation",
            edits => edits.Remove(isLayer ? attribute : written.FirstAncestorOrSelf<AttributeArgumentSyntax>()!));
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call)
    {
        if (call.Place.Suggestions.FirstOrDefault() is not { Code: { } activation } || call.Constant is not { } written) { yield break; }
        yield return new($"Use Activation.{activation}", "Activation",
            edits => edits.Replace(written, call.Place.SpellMember("Activation", activation, written)));
    }
}
