using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Makes a kernel or window as small as what arrives, or pads; a window over a single pixel goes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitWindowFix)), Shared]
public sealed class FitWindowFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.WindowTooLarge];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is not { } attribute) { yield break; }
        (string Argument, string Code)[] sizes = [.. place.Suggestions];
        if (sizes.Length > 0)
        {
            yield return new($"Use {string.Join(" x ", sizes.Select(size => size.Code))}", "Fit",
                edits => Write(place, attribute, sizes, edits));
        }
        else if (place.Layers.Count() > 2) { yield return new("Remove this layer", "Fit", edits => edits.Remove(attribute)); }
        yield return place.Pad(attribute);
    }

    // One size for both directions becomes two where they differ.
    private static void Write(Place place, AttributeSyntax attribute, (string Argument, string Code)[] sizes, SourceEdits edits)
    {
        if (place.Written(attribute, sizes[0].Argument) is not null)
        {
            foreach ((string argument, string code) in sizes) { edits.Replace(place.Written(attribute, argument)!, code); }
            return;
        }

        string positional = string.Join(", ", sizes.Select(size => size.Code));
        if (place.Written(attribute, sizes[0].Argument.Replace("Height", "Size"))?.Parent is not AttributeArgumentSyntax square)
        {
            edits.InsertArguments(attribute, positional);
        }
        else
        {
            edits.Replace(square,
                square.NameColon is null ? positional : string.Join(", ", sizes.Select(size => $"{size.Argument}: {size.Code}")));
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call) =>
        call.Write("Fit").ToArray() is { Length: > 0 } fits ? [.. fits, .. call.Pad()] : call.Pad("Fit");
}
