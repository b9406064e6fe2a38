using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes the shape that the message suggests.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReshapeFix)), Shared]
public sealed class ReshapeFix : ModelCodeFix
{
    /// <inheritdoc/>
    protected override string[] Ids => [RuleIds.ReshapeCount];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (LayerEdits.Attribute(node) is not { } attribute) { yield break; }
        string suggestion = Value(finding, 6);
        int open = suggestion.IndexOf('(') + 1;
        string shape = suggestion.Substring(open, suggestion.IndexOf(')') - open);
        yield return ($"Write {suggestion}", () => LayerEdits.ReplaceArguments(root, attribute, shape));
    }
}
