using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.CodeFixes;

/// <summary>
/// Which text goes when elements of a list go: they, as many commas, and the brackets that would be empty. Comments and directives stay.
/// </summary>
internal static class Removal
{
    /// <param name="text">The text.</param>
    /// <param name="list">An attribute list, an argument list or a base list.</param>
    /// <param name="removed">Some or all of its elements.</param>
    public static IEnumerable<TextSpan> Spans(SourceText text, SyntaxNode list, HashSet<SyntaxNode> removed)
    {
        SyntaxNodeOrTokenList parts = list switch
        {
            AttributeListSyntax attributes => attributes.Attributes.GetWithSeparators(),
            AttributeArgumentListSyntax arguments => arguments.Arguments.GetWithSeparators(),
            ArgumentListSyntax arguments => arguments.Arguments.GetWithSeparators(),
            BaseListSyntax bases => bases.Types.GetWithSeparators(),
            _ => throw new InvalidOperationException($"{list.Kind()} is no list."),
        };
        SyntaxNode[] elements = [.. parts.Where(part => part.IsNode).Select(part => part.AsNode()!)];
        SyntaxToken[] commas = [.. parts.Where(part => part.IsToken).Select(part => part.AsToken())];
        return elements.All(removed.Contains) && !HasComments(list) ? [All(text, list)] : Elements(text, elements, commas, removed);
    }

    private static IEnumerable<TextSpan> Elements(SourceText text, SyntaxNode[] elements, SyntaxToken[] commas, HashSet<SyntaxNode> removed)
    {
        var taken = new HashSet<int>();
        for (int i = 0; i < elements.Length; i++)
        {
            if (!removed.Contains(elements[i])) { continue; }
            TextSpan span = elements[i].Span;
            if (CommaOf(text, elements, commas, removed, taken, i) is not { } comma)
            {
                yield return span;
                continue;
            }

            taken.Add(comma);
            TextSpan other = commas[comma].Span;
            TextSpan both = TextSpan.FromBounds(Math.Min(span.Start, other.Start), Math.Max(span.End, other.End));
            if (!Lines.IsEmpty(text, Math.Min(span.End, other.End), Math.Max(span.Start, other.Start)))
            {
                yield return span;
                yield return other;
            }
            else if (comma < i) { yield return both; }
            else
            {
                int next = elements[i + 1].SpanStart;
                yield return Lines.IsEmpty(text, both.End, next) ? TextSpan.FromBounds(both.Start, next) : Lines.WithBlanks(text, both);
            }
        }
    }

    // The comma before the element, or the one after it where none stays before it, or where comments or directives lie between.
    private static int? CommaOf(SourceText text, SyntaxNode[] elements, SyntaxToken[] commas, HashSet<SyntaxNode> removed,
        HashSet<int> taken, int i)
    {
        int? before = i > 0 && !taken.Contains(i - 1) ? i - 1 : null, after = i < commas.Length ? i : null;
        if (before is null || after is null) { return before ?? after; }
        if (elements.Skip(i).All(removed.Contains)) { return before; }
        if (elements.Take(i).All(removed.Contains)) { return after; }
        bool isCleanBefore = Lines.IsEmpty(text, commas[i - 1].Span.End, elements[i].SpanStart),
            isCleanAfter = Lines.IsEmpty(text, elements[i].Span.End, commas[i].SpanStart);
        return isCleanBefore || !isCleanAfter ? before : after;
    }

    // Inside an argument list they are worth more than tidy brackets.
    private static bool HasComments(SyntaxNode list) => list is AttributeArgumentListSyntax or ArgumentListSyntax
        && list.DescendantTrivia()
            .Any(trivia => list.Span.Contains(trivia.Span) && !trivia.IsKind(SyntaxKind.WhitespaceTrivia)
                && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    private static TextSpan All(SourceText text, SyntaxNode list)
    {
        // A call keeps its brackets.
        if (list is ArgumentListSyntax call) { return call.Arguments.Span; }
        int before = list.GetFirstToken().GetPreviousToken().Span.End;
        return list is BaseListSyntax && Lines.IsEmpty(text, before, list.SpanStart)
            ? TextSpan.FromBounds(before, list.Span.End) : Lines.Whole(text, list.Span);
    }
}
