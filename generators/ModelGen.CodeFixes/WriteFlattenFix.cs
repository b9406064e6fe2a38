using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes the Flatten that is implied, or asks for the last axis.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteFlattenFix)), Shared]
public sealed class WriteFlattenFix : ModelCodeFix
{
    /// <inheritdoc/>
    protected override string[] Ids => [RuleIds.FlattenImplied];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (LayerEdits.Attribute(node) is not { Parent: AttributeListSyntax list } attribute) { yield break; }
        if (list.Attributes.Count == 1)
        {
            yield return ("Write [Flatten] before it", () => LayerEdits.InsertBefore(root, list, "Flatten"));
        }
        yield return ("Write PerPosition = true", () => LayerEdits.SetArgument(root, attribute, "PerPosition", "true"));
    }
}
