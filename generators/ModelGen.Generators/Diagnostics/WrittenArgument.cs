using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Generators.Diagnostics;

/// <summary>
/// From an argument's name to what was written for it: by position, by name, as a property, as an array. <c>shape[1]</c> is the second of
/// an array.
/// </summary>
internal static class WrittenArgument
{
    /// <summary>The expression; null where nothing is written and the default stands.</summary>
    public static ExpressionSyntax? Find(AttributeSyntax attribute, IMethodSymbol? constructor, string name) =>
        Argument(attribute, constructor, name)?.Expression;

    /// <summary>What a finding about it underlines.</summary>
    public static TextSpan? Locate(AttributeSyntax attribute, IMethodSymbol? constructor, string name)
    {
        (string array, int? element) = Split(name);
        if (Argument(attribute, constructor, array) is not { } argument) { return null; }
        if (element is { } index && Elements(attribute, constructor, array).ElementAtOrDefault(index) is { } found) { return found.Span; }
        ExpressionSyntax[] elements = IsArray(constructor, array) ? Elements(attribute, constructor, array) : [];
        return elements.Length > 1 && elements[0] == argument.Expression
            ? TextSpan.FromBounds(elements[0].SpanStart, elements.Last().Span.End)
            : argument.Span;
    }

    /// <summary>The elements of an array, or the arguments that a params array is made of.</summary>
    public static ExpressionSyntax[] Elements(AttributeSyntax attribute, IMethodSymbol? constructor, string name)
    {
        if (Argument(attribute, constructor, name) is not { } argument) { return []; }
        if (ElementsOf(argument.Expression) is { } elements) { return elements; }
        if (argument.NameColon is not null || argument.NameEquals is not null) { return [argument.Expression]; }
        return
        [
            .. attribute.ArgumentList!.Arguments.SkipWhile(a => a != argument).TakeWhile(a => a.NameEquals is null && a.NameColon is null)
                .Select(a => a.Expression),
        ];
    }

    private static bool IsArray(IMethodSymbol? constructor, string name) =>
        constructor?.Parameters.FirstOrDefault(p => p.Name == name)?.Type is IArrayTypeSymbol;

    private static AttributeArgumentSyntax? Argument(AttributeSyntax attribute, IMethodSymbol? constructor, string name)
    {
        if (attribute.ArgumentList is not { } list) { return null; }
        if (list.Arguments.FirstOrDefault(a => (a.NameEquals?.Name ?? a.NameColon?.Name)?.Identifier.ValueText == name) is { } named)
        {
            return named;
        }
        int position = constructor?.Parameters.FirstOrDefault(p => p.Name == name)?.Ordinal ?? -1;
        return position < 0
            ? null : list.Arguments.Where(a => a.NameEquals is null).ElementAtOrDefault(position) is { NameColon: null } argument
            ? argument : null;
    }

    private static ExpressionSyntax[]? ElementsOf(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inside => ElementsOf(inside.Expression),
        CastExpressionSyntax cast => ElementsOf(cast.Expression),
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
        ArrayCreationExpressionSyntax => [],
        ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
        CollectionExpressionSyntax collection =>
            [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression)],
        _ => null,
    };

    private static (string Array, int? Element) Split(string name)
    {
        int bracket = name.IndexOf('[');
        return bracket < 0
            ? (name, null)
            : (name.Substring(0, bracket), int.Parse(name.Substring(bracket + 1, name.Length - bracket - 2), CultureInfo.InvariantCulture));
    }
}
