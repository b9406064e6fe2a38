using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.CodeFixes;

/// <summary>
/// Changes of a source text, collected for one finding or for all findings of a document. They are spans of text and not nodes, so that
/// comments, directives and line ends that no change is about stay as they are.
/// </summary>
internal sealed class SourceEdits(SourceText text)
{
    private readonly List<TextChange> _changes = [];
    private readonly Dictionary<SyntaxNode, HashSet<SyntaxNode>> _removed = [];

    /// <summary>Writes other code in the place of a node.</summary>
    public void Replace(SyntaxNode node, string code) => Replace(node.Span, code);

    /// <inheritdoc cref="Replace(SyntaxNode, string)"/>
    public void Replace(TextSpan span, string code) => _changes.Add(new TextChange(span, code));

    /// <summary>Writes code before a position.</summary>
    public void Insert(int position, string code) => Replace(new TextSpan(position, 0), code);

    /// <summary>Takes an attribute, an argument or a base type out of the list in which it stands.</summary>
    public void Remove(SyntaxNode element)
    {
        if (!_removed.TryGetValue(element.Parent!, out HashSet<SyntaxNode> elements)) { _removed.Add(element.Parent!, elements = []); }
        elements.Add(element);
    }

    /// <summary>
    /// Writes a layer's attribute before another one: in its brackets where others stand before it there, else in brackets of its own.
    /// </summary>
    public void InsertBefore(AttributeSyntax place, string attribute, string comment = "")
    {
        var list = (AttributeListSyntax)place.Parent!;
        if (list.Attributes[0] == place) { Insert(list.SpanStart, $"[{attribute}]{comment}{Lines.Gap(text, list)}"); }
        else { Insert(place.SpanStart, $"{attribute}, "); }
    }

    /// <summary>Writes the input before a model's first layer, and before the #if in which that one may stand.</summary>
    public void InsertInput(AttributeSyntax first, string input, string comment = "")
    {
        var list = (AttributeListSyntax)first.Parent!;
        if (Lines.BeforeCondition(text, list) is { } position)
        {
            Insert(position, $"{Lines.Indentation(text, list)}[{input}]{comment}{Lines.Break(text)}");
        }
        else { InsertBefore(first, input, comment); }
    }

    /// <summary>Moves the input before a model's first layer, with the comment behind it where it has a line of its own.</summary>
    public void Move(AttributeSyntax input, AttributeSyntax first)
    {
        var list = (AttributeListSyntax)input.Parent!;
        TextSpan comment = Lines.CommentAfter(list);
        if (list.Attributes.Count == 1 && !comment.IsEmpty && Lines.Gap(text, (AttributeListSyntax)first.Parent!) != " ")
        {
            Replace(Lines.Whole(text, TextSpan.FromBounds(list.SpanStart, comment.End)), "");
            InsertInput(first, input.ToString(), text.ToString(comment));
        }
        else
        {
            Remove(input);
            InsertInput(first, input.ToString());
        }
    }

    /// <summary>Writes arguments before those that are written.</summary>
    public void InsertArguments(AttributeSyntax attribute, string arguments)
    {
        if (attribute.ArgumentList is not { } list) { Insert(attribute.Name.Span.End, $"({arguments})"); }
        else { Insert(list.OpenParenToken.Span.End, list.Arguments.Count == 0 ? arguments : $"{arguments}, "); }
    }

    /// <summary>Sets a named argument: replaced where it is written, else added after the others.</summary>
    public void SetArgument(AttributeSyntax attribute, string name, string value)
    {
        if (attribute.ArgumentList is not { } list) { Insert(attribute.Name.Span.End, $"({name} = {value})"); }
        else if (list.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name) is { } written)
        {
            Replace(written.Expression, value);
        }
        else if (list.Arguments.Count == 0) { Insert(list.OpenParenToken.Span.End, $"{name} = {value}"); }
        else { Insert(Lines.EndOf(list.Arguments.Last()), $", {name} = {value}"); }
    }

    /// <summary>The text with all changes; of two that are in each other's way, the first.</summary>
    public SourceText Apply()
    {
        IEnumerable<TextChange> removals = _removed.SelectMany(pair => Removal.Spans(text, pair.Key, pair.Value))
            .Select(span => new TextChange(span, ""));
        var changes = new List<TextChange>();
        int end = 0;
        foreach (TextChange change in _changes.Concat(removals).Distinct().OrderBy(change => change.Span.Start)
            .ThenBy(change => change.Span.Length))
        {
            if (change.Span.Start < end) { continue; }
            changes.Add(change);
            end = change.Span.End;
        }

        return text.WithChanges(changes);
    }
}
