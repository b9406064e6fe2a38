using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Makes a model's Forward private.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePrivateFix)), Shared]
public sealed class MakePrivateFix : ModelCodeFix
{
    private static readonly SyntaxKind[] s_accessibilities =
        [SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.PrivateKeyword];

    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.ForwardNotPrivate];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method) { yield break; }
        SyntaxToken[] written = [.. method.Modifiers.Where(modifier => s_accessibilities.Any(kind => modifier.IsKind(kind)))];
        if (written.Length == 0) { yield break; }
        yield return new("Make it private", "Private",
            edits => edits.Replace(TextSpan.FromBounds(written[0].SpanStart, written[written.Length - 1].Span.End), "private"));
    }
}
