using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes [Model] before a class whose Forward method is to declare one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteModelFix)), Shared]
public sealed class WriteModelFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.NoModel];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || IsUnfinished(type)) { yield break; }
        int column = type.GetLocation().GetLineSpan().StartLinePosition.Character;
        yield return new("Write [Model]", "Model",
            edits => edits.Insert(type.SpanStart, $"[Model]{Lines.Break(place.Text)}{new string(' ', column)}"));
    }

    // What stands before it goes on: [Model] would be a part of that.
    private static bool IsUnfinished(TypeDeclarationSyntax type) =>
        type.SyntaxTree.GetDiagnostics().Any(found => found.Severity == DiagnosticSeverity.Error
            && found.Location.SourceSpan.Start <= type.Identifier.Span.End);

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call) => Offers(call.Place);
}
