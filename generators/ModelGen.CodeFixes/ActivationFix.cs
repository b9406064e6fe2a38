using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes the activation that fits the place.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ActivationFix)), Shared]
public sealed class ActivationFix : ModelCodeFix
{
    /// <inheritdoc/>
    protected override string[] Ids => [RuleIds.SoftmaxInside, RuleIds.SoftmaxOfOne];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } argument) { yield break; }
        string activation = finding.Id == RuleIds.SoftmaxInside ? "Activation.ReLU" : $"Activation.{Value(finding, 3)}";
        yield return ($"Use {activation}",
            () => root.ReplaceNode(argument.Expression, SyntaxFactory.ParseExpression(activation).WithTriviaFrom(argument.Expression)));
    }
}
