using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes partial before a model and every type around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix)), Shared]
public sealed class MakePartialFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.NotPartial, RuleIds.ContainerNotPartial];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        TypeDeclarationSyntax[] types =
            [.. place.Node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
                .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))];
        if (types.Length == 0) { yield break; }
        yield return new("Make it partial", "Partial", edits =>
        {
            foreach (TypeDeclarationSyntax type in types) { edits.Insert(type.Keyword.SpanStart, "partial "); }
        });
    }
}
