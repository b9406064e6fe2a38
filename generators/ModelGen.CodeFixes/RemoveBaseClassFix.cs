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
    private protected override string[] Ids => [RuleIds.OtherBaseClass];

    /// <inheritdoc/>
    private protected override IEnumerable<Offer> Offers(Place place)
    {
        if (place.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || place.Model.GetDeclaredSymbol(type) is not { } symbol)
        {
            yield break;
        }
        BaseTypeSyntax[] classes =
        [
            .. symbol.DeclaringSyntaxReferences.Where(part => part.SyntaxTree == place.Root.SyntaxTree).Select(part => part.GetSyntax())
                .OfType<TypeDeclarationSyntax>()
                .SelectMany(part => part.BaseList?.Types ?? [])
                .Where(ancestor => place.Model.GetTypeInfo(ancestor.Type).Type?.TypeKind == TypeKind.Class),
        ];
        if (classes.Length == 0) { yield break; }
        yield return new("Leave the base class out", "Remove", edits =>
        {
            foreach (BaseTypeSyntax ancestor in classes) { edits.Remove(ancestor); }
        });
    }
}
