using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes [GlobalAveragePool] in the place of the Flatten that makes a kernel very large.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PoolInsteadFix)), Shared]
public sealed class PoolInsteadFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.LargeKernel];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        AttributeSyntax? before = place.Layers.TakeWhile(layer => layer != place.Attribute).LastOrDefault();
        if (before is not { ArgumentList: null } || !before.Name.ToString().EndsWith("Flatten", StringComparison.Ordinal)) { yield break; }
        yield return new("Write [GlobalAveragePool] in the place of [Flatten]", "Pool",
            edits => edits.Replace(before.Name, place.SpellAttribute("GlobalAveragePool")));
    }
}
