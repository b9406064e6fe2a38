using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Moves the input before the layers, or removes a second one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InputPlaceFix)), Shared]
public sealed class InputPlaceFix : ModelCodeFix
{
    /// <inheritdoc/>
    protected override string[] Ids => [RuleIds.InputNotFirst, RuleIds.SecondInput];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (LayerEdits.Attribute(node) is not { Parent.Parent: TypeDeclarationSyntax } attribute) { yield break; }
        if (finding.Id == RuleIds.SecondInput)
        {
            yield return ("Remove this [Input]", () => LayerEdits.Remove(root, attribute));
            yield break;
        }

        yield return ("Move [Input] before all layers", () =>
        {
            SyntaxNode tracked = root.TrackNodes(attribute);
            SyntaxNode without = LayerEdits.Remove(tracked, tracked.GetCurrentNode(attribute)!);
            TypeDeclarationSyntax type =
                without.FindNode(
                    new Microsoft.CodeAnalysis.Text.TextSpan(attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.SpanStart, 0))
                .FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
            return LayerEdits.InsertBefore(without, type.AttributeLists[0], attribute.ToString());
        });
    }
}
