using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Removes a name that is taken, or strides that are given twice.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveArgumentFix)), Shared]
public sealed class RemoveArgumentFix : ModelCodeFix
{
    /// <inheritdoc/>
    protected override string[] Ids => [RuleIds.DuplicateName, RuleIds.StridesTwice];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (LayerEdits.Attribute(node) is not { } attribute) { yield break; }
        string argument = finding.Id == RuleIds.DuplicateName ? "Name" : "Strides";
        yield return ($"Leave {argument} out", () => LayerEdits.RemoveArgument(root, attribute, argument));
    }
}
