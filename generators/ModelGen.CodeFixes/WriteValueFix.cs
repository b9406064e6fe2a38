using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes a string that names an initializer, or a factor that makes sense.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteValueFix)), Shared]
public sealed class WriteValueFix : ModelCodeFix
{
    /// <inheritdoc/>
    protected override string[] Ids => [RuleIds.InitializerText, RuleIds.RegularizerOutOfRange];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } argument) { yield break; }
        string code = finding.Id == RuleIds.InitializerText
            ? SymbolDisplay.FormatLiteral(Value(finding, 4), quote: true) : Value(finding, 3);
        yield return ($"Write {code}",
            () => root.ReplaceNode(argument.Expression, SyntaxFactory.ParseExpression(code).WithTriviaFrom(argument.Expression)));
    }
}
