using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Says that dropped rows are meant, or keeps them by padding.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TruncateFix)), Shared]
public sealed class TruncateFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.RowsDropped];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Attribute is not { } attribute) { yield break; }
        yield return new("Write Truncate = true", "Truncate", edits => edits.SetArgument(attribute, "Truncate", "true"));
        yield return new("Write Padding = Padding.Same", "Pad",
            edits => edits.SetArgument(attribute, "Padding", place.SpellMember("Padding", "Same", place.Written(attribute, "Padding"))));
    }
}
