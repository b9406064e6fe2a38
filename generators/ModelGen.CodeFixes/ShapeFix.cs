using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generators.Diagnostics;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.CodeFixes;

/// <summary>Writes a shape of as many values as arrive, or with the channels last.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ShapeFix)), Shared]
public sealed class ShapeFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids =>
        [RuleIds.ReshapeCount, RuleIds.ReshapePlaceholders, RuleIds.ChannelsFirst, RuleIds.SeemsChannelsFirst,
            RuleIds.OtherShape];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is not { } attribute || place.Suggestions.FirstOrDefault() is not { Argument: { } name, Code: { } code })
        {
            yield break;
        }
        if (place.Model.GetSymbolInfo(attribute).Symbol is not IMethodSymbol constructor) { yield break; }
        ExpressionSyntax[] written = WrittenArgument.Elements(attribute, constructor, name);
        string[] sizes = code.Split([", "], StringSplitOptions.None);
        if (place.Finding.Id is RuleIds.ChannelsFirst or RuleIds.SeemsChannelsFirst && written.Length == sizes.Length)
        {
            sizes = [.. written.Skip(1).Append(written[0]).Select(size => size.ToString())];
        }
        if (written.Length == 0) { yield break; }
        string layer = LayerSyntax.WithoutSuffix(constructor.ContainingType.Name);
        yield return new($"Write [{layer}({code})]", "Shape", edits => Write(place.Model, written, sizes, edits));
    }

    // What is right already stays as it is written.
    private static void Write(SemanticModel model, ExpressionSyntax[] written, string[] sizes, SourceEdits edits)
    {
        string all = string.Join(", ", sizes);
        if (written.Length != sizes.Length)
        {
            if (written[0].Parent?.Parent is ArrayCreationExpressionSyntax array) { edits.Replace(array, $"new[] {{ {all} }}"); }
            else { edits.Replace(TextSpan.FromBounds(written[0].SpanStart, written.Last().Span.End), all); }
            return;
        }

        for (int i = 0; i < sizes.Length; i++)
        {
            if (written[i].ToString() != sizes[i] && model.GetConstantValue(written[i]).Value?.ToString() != sizes[i])
            {
                edits.Replace(written[i], sizes[i]);
            }
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call)
    {
        if (call.Place.Suggestions.FirstOrDefault() is not { Code: { } code } || call.Arguments is not { } arguments) { yield break; }
        string layer = call.Invocation!.Expression is MemberAccessExpressionSyntax member ? member.Name.Identifier.ValueText : "";
        yield return new($"Write {layer}({code})", "Shape", edits => edits.Replace(arguments, code));
    }
}
