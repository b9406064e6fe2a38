using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Gives a layer the activation that it lacks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingActivationFix)), Shared]
public sealed class MissingActivationFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.NoActivationBetween];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is not { ArgumentList.Arguments: { Count: > 0 } arguments } attribute) { yield break; }
        string relu = place.SpellMember("Activation", "ReLU");
        ExpressionSyntax? written = place.Written(attribute, "activation");
        yield return new("Write Activation.ReLU", "Activation", edits =>
        {
            if (written is not null) { edits.Replace(written, relu); }
            else
            {
                // Behind sizes by position it is the next one.
                string name = arguments.Any(argument => argument.NameColon is not null) ? "activation: " : "";
                edits.Insert(arguments.Last(argument => argument.NameEquals is null).Span.End, $", {name}{relu}");
            }
        });
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call) =>
        call.Set("activation", call.Place.SpellMember("Activation", "ReLU"), "Activation");
}
