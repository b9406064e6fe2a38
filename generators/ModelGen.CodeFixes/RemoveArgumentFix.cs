using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>
/// Removes a name that is taken, strides or an initializer that are given twice, or a regularizer on a bias that is left out.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveArgumentFix)), Shared]
public sealed class RemoveArgumentFix : ModelCodeFix
{
    /// <inheritdoc/>
    protected override string[] Ids =>
        [RuleIds.DuplicateName, RuleIds.StridesTwice, RuleIds.InitializerTwice, RuleIds.RegularizerOnNothing];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (LayerEdits.Attribute(node) is not { } attribute) { yield break; }
        string argument = finding.Id switch
        {
            RuleIds.DuplicateName => "Name",
            RuleIds.InitializerTwice => Value(finding, 2),
            RuleIds.RegularizerOnNothing => Value(finding, 1),
            _ => "Strides",
        };
        yield return ($"Leave {argument} out", () => LayerEdits.RemoveArgument(root, attribute, argument));
    }
}
