using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Generators.Evaluate;

/// <summary>Methods that may declare a model, by their name; what was found in a tree is remembered with it.</summary>
internal static class ForwardSyntax
{
    private static readonly ConditionalWeakTable<SyntaxTree, MethodDeclarationSyntax[]> s_found = new();

    public static IReadOnlyList<MethodDeclarationSyntax> In(SyntaxTree tree, CancellationToken cancellation)
    {
        if (s_found.TryGetValue(tree, out MethodDeclarationSyntax[] known)) { return known; }
        MethodDeclarationSyntax[] found =
        [
            .. tree.GetRoot(cancellation).DescendantNodes(node => node is not (StatementSyntax or ExpressionSyntax or AttributeListSyntax))
                .OfType<MethodDeclarationSyntax>().Where(method => method.Identifier.ValueText == ForwardReader.Forward),
        ];
        return s_found.GetValue(tree, _ => found);
    }
}
