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
    protected override string[] Ids => [RuleIds.RowsDropped];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (LayerEdits.Attribute(node) is not { } attribute) { yield break; }
        yield return ("Write Truncate = true", () => LayerEdits.SetArgument(root, attribute, "Truncate", "true"));
        yield return ("Write Padding = Padding.Same", () => LayerEdits.SetArgument(root, attribute, "Padding", "Padding.Same"));
    }
}
