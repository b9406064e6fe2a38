using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.CodeFixes;

/// <summary>How code is laid out in lines, so that what is added or taken out looks like what stands around it.</summary>
internal static class Lines
{
    /// <summary>
    /// What comes between new brackets and those before which they are written: a line break where lists stand on lines of their own, else
    /// a blank.
    /// </summary>
    public static string Gap(SourceText text, AttributeListSyntax place)
    {
        TextLine line = text.Lines.GetLineFromPosition(place.SpanStart);
        string before = text.ToString(TextSpan.FromBounds(line.Start, place.SpanStart));
        bool isAlone = string.IsNullOrWhiteSpace(before) && place.GetLastToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        return isAlone ? Break(text) + before : " ";
    }

    /// <summary>The blanks before a list on its line.</summary>
    public static string Indentation(SourceText text, AttributeListSyntax place)
    {
        TextLine line = text.Lines.GetLineFromPosition(place.SpanStart);
        return new([.. text.ToString(TextSpan.FromBounds(line.Start, place.SpanStart)).TakeWhile(IsBlank)]);
    }

    /// <summary>Where the #if begins in which a list stands, if it begins right before it.</summary>
    public static int? BeforeCondition(SourceText text, AttributeListSyntax place)
    {
        int depth = 0;
        int? position = null;
        foreach (SyntaxTrivia trivia in place.GetLeadingTrivia().Reverse())
        {
            if (trivia.IsKind(SyntaxKind.EndIfDirectiveTrivia)) { depth++; }
            else if (trivia.IsKind(SyntaxKind.IfDirectiveTrivia) && depth-- == 0)
            {
                (position, depth) = (text.Lines.GetLineFromPosition(trivia.SpanStart).Start, 0);
            }
        }

        return position;
    }

    /// <summary>The comment that takes the rest of the line after a list, with the blanks before it; empty where there is none.</summary>
    public static TextSpan CommentAfter(AttributeListSyntax list)
    {
        SyntaxTrivia comment = list.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));
        return comment == default ? default : TextSpan.FromBounds(list.Span.End, comment.Span.End);
    }

    /// <summary>The text's own line break.</summary>
    public static string Break(SourceText text)
    {
        TextLine first = text.Lines[0];
        string written = text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
        return written == "" ? "\n" : written;
    }

    /// <summary>The end of an argument with the comments that follow it on its line, unless they take the line's rest.</summary>
    public static int EndOf(SyntaxNode argument)
    {
        SyntaxTriviaList after = argument.GetTrailingTrivia();
        SyntaxTrivia comment = after.LastOrDefault(trivia => trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));
        return comment == default || after.Any(SyntaxKind.SingleLineCommentTrivia) ? argument.Span.End : comment.Span.End;
    }

    /// <summary>The span of a node, together with its lines where nothing else stands on them, else with the blanks on one side.</summary>
    public static TextSpan Whole(SourceText text, TextSpan span)
    {
        int start = span.Start, end = span.End;
        while (start > 0 && IsBlank(text[start - 1])) { start--; }
        while (end < text.Length && IsBlank(text[end])) { end++; }
        bool begins = start == 0 || SyntaxFacts.IsNewLine(text[start - 1]), ends = end == text.Length || SyntaxFacts.IsNewLine(text[end]);
        if (begins && ends) { return TextSpan.FromBounds(start, text.Lines.GetLineFromPosition(span.End).EndIncludingLineBreak); }
        return ends ? TextSpan.FromBounds(start, span.End) : TextSpan.FromBounds(span.Start, end);
    }

    /// <summary>A span that begins a line, with the blanks after it.</summary>
    public static TextSpan WithBlanks(SourceText text, TextSpan span)
    {
        if (!IsEmpty(text, text.Lines.GetLineFromPosition(span.Start).Start, span.Start)) { return span; }
        int end = span.End;
        while (end < text.Length && IsBlank(text[end])) { end++; }
        return TextSpan.FromBounds(span.Start, end);
    }

    /// <summary>Whether nothing but blanks and line breaks stands between two positions.</summary>
    public static bool IsEmpty(SourceText text, int start, int end) =>
        string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(start, end)));

    private static bool IsBlank(char c) => c is ' ' or '\t';
}
