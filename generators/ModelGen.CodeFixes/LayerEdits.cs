using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.CodeFixes;

/// <summary>Changes of layer attributes that several fixes make.</summary>
internal static class LayerEdits
{
    /// <summary>The attribute that a finding is about.</summary>
    public static AttributeSyntax? Attribute(SyntaxNode node) => node.FirstAncestorOrSelf<AttributeSyntax>();

    /// <summary>The root with a named argument set: replaced where it is written, else added at the end.</summary>
    public static SyntaxNode SetArgument(SyntaxNode root, AttributeSyntax attribute, string name, string value)
    {
        AttributeArgumentSyntax? written = attribute.ArgumentList?.Arguments.FirstOrDefault(a =>
            a.NameEquals?.Name.Identifier.ValueText == name);
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(value);
        if (written is not null) { return root.ReplaceNode(written.Expression, expression.WithTriviaFrom(written.Expression)); }

        AttributeArgumentSyntax added = SyntaxFactory.AttributeArgument(expression).WithNameEquals(
            SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName(name),
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space)
                    .WithTrailingTrivia(SyntaxFactory.Space)));
        AttributeArgumentListSyntax list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        if (list.Arguments.Count > 0) { added = added.WithLeadingTrivia(SyntaxFactory.Space); }
        return root.ReplaceNode(attribute, attribute.WithArgumentList(list.WithArguments(list.Arguments.Add(added))));
    }

    /// <summary>The root without an argument.</summary>
    public static SyntaxNode RemoveArgument(SyntaxNode root, AttributeSyntax attribute, string name)
    {
        AttributeArgumentSyntax written = attribute.ArgumentList!.Arguments.First(a => a.NameEquals?.Name.Identifier.ValueText == name);
        AttributeSyntax shorter = attribute.WithArgumentList(
            attribute.ArgumentList.WithArguments(attribute.ArgumentList.Arguments.Remove(written)));
        if (shorter.ArgumentList!.Arguments.Count == 0) { shorter = shorter.WithArgumentList(null); }
        return root.ReplaceNode(attribute, shorter);
    }

    /// <summary>The root with all positional arguments of an attribute replaced by others.</summary>
    public static SyntaxNode ReplaceArguments(SyntaxNode root, AttributeSyntax attribute, string arguments) =>
        root.ReplaceNode(attribute.ArgumentList!,
            SyntaxFactory.ParseAttributeArgumentList($"({arguments})")!.WithTriviaFrom(attribute.ArgumentList!));

    /// <summary>The root without an attribute, and without its brackets where nothing else stands in them.</summary>
    public static SyntaxNode Remove(SyntaxNode root, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1) { return root.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute))); }
        var type = (MemberDeclarationSyntax)list.Parent!;
        SyntaxTriviaList leading = list.GetLeadingTrivia();
        bool isFirst = type.AttributeLists[0] == list;
        MemberDeclarationSyntax shorter = type.WithAttributeLists(type.AttributeLists.Remove(list));
        return root.ReplaceNode(type, isFirst ? shorter.WithLeadingTrivia(leading) : shorter);
    }

    /// <summary>The root with a new attribute before another one's brackets, laid out like it.</summary>
    public static SyntaxNode InsertBefore(SyntaxNode root, AttributeListSyntax place, string attribute)
    {
        var type = (MemberDeclarationSyntax)place.Parent!;
        int index = type.AttributeLists.IndexOf(place);
        AttributeListSyntax added = List(attribute).WithLeadingTrivia(place.GetLeadingTrivia())
            .WithTrailingTrivia(place.GetTrailingTrivia());
        SyntaxTriviaList indentation = SyntaxFactory.TriviaList(place.GetLeadingTrivia().Reverse()
            .TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
        SyntaxList<AttributeListSyntax> lists = type.AttributeLists.Replace(place, place.WithLeadingTrivia(indentation))
            .Insert(index, added);
        return root.ReplaceNode(type, type.WithAttributeLists(lists));
    }

    private static AttributeListSyntax List(string attribute) =>
        ((MemberDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[{attribute}] class C;")!).AttributeLists[0];
}
