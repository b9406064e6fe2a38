using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Writes the shape of a Forward method's tensor, to be filled in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteShapeOfInputFix)), Shared]
public sealed class WriteShapeOfInputFix : ModelCodeFix
{
    /// <inheritdoc/>
    private protected override string[] Ids => [RuleIds.ForwardSignature];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        ParameterSyntax[] unshaped = place.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
            ? [.. method.ParameterList.Parameters.Where(parameter => parameter.AttributeLists.Count == 0
                && parameter.Type is IdentifierNameSyntax { Identifier.ValueText: "Tensor" })]
            : [];
        if (unshaped.Length == 0) { yield break; }
        yield return new("Write [Input(28, 28, 1)]", "Input", edits =>
        {
            foreach (ParameterSyntax parameter in unshaped) { edits.Insert(parameter.SpanStart, "[Input(28, 28, 1)] "); }
        });
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> OffersInCode(LayerCall call) => Offers(call.Place);
}
