using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Removes a dropout that stands last, or writes its rate as a fraction.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropoutFix)), Shared]
public sealed class DropoutFix : ModelCodeFix
{
    /// <inheritdoc/>
    protected override string[] Ids => [RuleIds.DropoutLast, RuleIds.RateOutOfRange];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (LayerEdits.Attribute(node) is not { } attribute) { yield break; }
        if (finding.Id == RuleIds.DropoutLast)
        {
            yield return ("Remove this layer", () => LayerEdits.Remove(root, attribute));
            yield break;
        }

        string rate = Value(finding, 2);
        yield return ($"Write {rate}", () => LayerEdits.ReplaceArguments(root, attribute, rate));
    }
}
