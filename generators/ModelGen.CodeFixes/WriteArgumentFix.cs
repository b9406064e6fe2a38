using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes a value that makes sense in the place of one that does not.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteArgumentFix)), Shared]
public sealed class WriteArgumentFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids =>
        [RuleIds.IllegalName, RuleIds.RateOutOfRange, RuleIds.InitializerText, RuleIds.InitializerShape, RuleIds.RegularizerOutOfRange,
            RuleIds.UnknownName, RuleIds.AxisOutOfRange, RuleIds.NumberOutOfRange, RuleIds.SeemsTorchMomentum,
            RuleIds.PixelsSkipped, RuleIds.NamesAlike];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is not { } attribute || place.Suggestions.FirstOrDefault() is not { Argument: { } name, Code: { } code })
        {
            yield break;
        }
        if (Written(place, attribute, name) is not { } written) { yield break; }
        string[] member = char.IsLetter(code[0]) ? code.Split('.') : [];
        yield return new($"Write {code}", "Write",
            edits => edits.Replace(written, member.Length == 2 ? place.SpellMember(member[0], member[1], written) : code));
    }

    // Of one value among several the finding underlines that one.
    private static ExpressionSyntax? Written(Place place, AttributeSyntax attribute, string name) => name.IndexOf('[') < 0
        ? place.Written(attribute, name) : (place.Node as AttributeArgumentSyntax)?.Expression ?? place.Node as ExpressionSyntax;

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call) =>
        call.Write("Write");
}
