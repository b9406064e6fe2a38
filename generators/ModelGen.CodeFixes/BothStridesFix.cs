using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes strides for both directions where one was given.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BothStridesFix)), Shared]
public sealed class BothStridesFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.OneDirection];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        string stride = place.Value(3);
        if (place.Attribute is { ArgumentList.Arguments: var arguments } && arguments.FirstOrDefault(argument =>
            argument.NameEquals?.Name.Identifier.ValueText is "StrideHeight" or "StrideWidth") is { } written)
        {
            yield return new($"Write Strides = {stride}", "Strides", edits => edits.Replace(written, $"Strides = {stride}"));
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call)
    {
        string stride = call.Place.Value(3);
        if (call.Invocation?.ArgumentList.Arguments.FirstOrDefault(argument =>
            argument.NameColon?.Name.Identifier.ValueText is "strideHeight" or "strideWidth") is { } written)
        {
            yield return new($"Write strides: {stride}", "Strides", edits => edits.Replace(written, $"strides: {stride}"));
        }
    }
}
