using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Lets a constructor call the generated one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChainConstructorFix)), Shared]
public sealed class ChainConstructorFix : ModelCodeFix
{
    /// <inheritdoc/>
    protected override string[] Ids => [RuleIds.ConstructorDoesNotChain];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (node.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not { } constructor) { yield break; }
        string arguments = string.Join(", ", constructor.ParameterList.Parameters
            .Where(p => p.Type?.ToString() is "Device" or "Device?" or "int?"
                || (p.Type?.ToString() == "int" && p.Identifier.ValueText == "seed"))
            .Select(p => p.Type!.ToString().StartsWith("Device", StringComparison.Ordinal)
                ? $"device: {p.Identifier}" : $"seed: {p.Identifier}"));
        yield return ($"Call : this({arguments})", () => root.ReplaceNode(constructor, constructor
            .WithParameterList(constructor.ParameterList.WithTrailingTrivia(SyntaxFactory.Space))
            .WithInitializer(
                SyntaxFactory.ConstructorInitializer(SyntaxKind.ThisConstructorInitializer,
                    SyntaxFactory.ParseArgumentList($"({arguments})"))
                .WithColonToken(SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space))
                .WithTrailingTrivia(constructor.ParameterList.GetTrailingTrivia()))));
    }
}
