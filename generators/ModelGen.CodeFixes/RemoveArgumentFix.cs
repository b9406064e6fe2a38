using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>
/// Removes a name that is taken, strides or an initializer that are given twice, or a regularizer of a bias that is left out.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveArgumentFix)), Shared]
public sealed class RemoveArgumentFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids =>
        [RuleIds.DuplicateName, RuleIds.StridesTwice, RuleIds.InitializerTwice, RuleIds.ArgumentOnNothing, RuleIds.EqualKernel];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is not { ArgumentList: { } list } attribute) { yield break; }
        string name = place.Finding.Id switch
        {
            RuleIds.DuplicateName => "Name",
            RuleIds.InitializerTwice => place.Value(2),
            RuleIds.ArgumentOnNothing => place.Value(1),
            RuleIds.EqualKernel => "KernelInitializer",
            _ => "Strides",
        };
        bool isPositional = place.Finding.Id == RuleIds.DuplicateName && Find(name) is null; // [Output("digit")]
        if ((isPositional ? place.Node.FirstAncestorOrSelf<AttributeArgumentSyntax>() : Find(name)) is not { } argument) { yield break; }

        // Strides beside one of the two others still says what the second is.
        string? other = name == "Strides" ? new[] { "StrideHeight", "StrideWidth" }.FirstOrDefault(one => Find(one) is null) : null;
        yield return other is null
            ? new($"Leave {name} out", "Remove", edits => edits.Remove(argument))
            : new($"Write {other} in the place of Strides", "Remove", edits => edits.Replace(argument.NameEquals!.Name, other));

        AttributeArgumentSyntax? Find(string argument) =>
            list.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == argument);
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call) =>
        call.Leave(call.Place.Finding.Id switch
        {
            RuleIds.DuplicateName => "Name",
            RuleIds.InitializerTwice => call.Place.Value(2),
            RuleIds.ArgumentOnNothing => call.Place.Value(1),
            RuleIds.EqualKernel => "KernelInitializer",
            _ => "Strides",
        }, "Remove");
}
