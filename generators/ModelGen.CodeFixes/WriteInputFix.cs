using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes an input before the first layer, to be filled in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteInputFix)), Shared]
public sealed class WriteInputFix : ModelCodeFix
{
    /// <inheritdoc/>
    protected override string[] Ids => [RuleIds.NoInput];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { AttributeLists.Count: > 0 } type) { yield break; }
        yield return ("Write [Input(28, 28, 1)]", () => LayerEdits.InsertBefore(root, type.AttributeLists[0], "Input(28, 28, 1)"));
    }
}
