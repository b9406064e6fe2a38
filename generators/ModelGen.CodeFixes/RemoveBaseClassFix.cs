using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Leaves the base class out and keeps the interfaces.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveBaseClassFix)), Shared]
public sealed class RemoveBaseClassFix : ModelCodeFix
{
    /// <inheritdoc/>
    protected override string[] Ids => [RuleIds.OtherBaseClass];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { BaseList: { } bases } type) { yield break; }
        yield return ("Leave the base class out", () => root.ReplaceNode(type, bases.Types.Count == 1
            ? type.WithBaseList(null).WithIdentifier(type.Identifier.WithTrailingTrivia(bases.GetTrailingTrivia()))
            : type.WithBaseList(bases.WithTypes(bases.Types.RemoveAt(0)))));
    }
}
