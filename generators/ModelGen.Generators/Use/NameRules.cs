using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>Strings that stand for an optimizer, a loss or a metric, and stand for none.</summary>
internal static class NameRules
{
    private const int LongestName = 60;

    /// <summary>Whether a string may become one of these, by where it stands: as an argument, an element or a value.</summary>
    public static bool MayBeName(LiteralExpressionSyntax literal) => literal.Token.ValueText.Length < LongestName
        && literal.Parent is ArgumentSyntax or ExpressionElementSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax
            or InitializerExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionArmSyntax or ArrowExpressionClauseSyntax
            or ReturnStatementSyntax;

    /// <summary>A string where it is written.</summary>
    public static void Check(LiteralExpressionSyntax literal, UseContext context)
    {
        if (context.Semantics.GetTypeInfo(literal, context.Cancellation).ConvertedType is INamedTypeSymbol type)
        {
            Check(literal, literal.Token.ValueText, type, context, literal);
        }
    }

    /// <summary>A constant that becomes one of these.</summary>
    /// <param name="place">Where it becomes one.</param>
    /// <param name="name">The string.</param>
    /// <param name="type">Loss, Optimizer or Metric.</param>
    /// <param name="context">What is known.</param>
    /// <param name="literal">Where it is written, if that is known.</param>
    public static void Check(SyntaxNode place, string name, INamedTypeSymbol type, UseContext context, LiteralExpressionSyntax? literal)
    {
        bool isKnown = !AttributeReader.IsOurs(type) || KnownNames.Of(type.Name) is not { } names || names.ClassOf(name) is not null;
        if (!isKnown) { Report(place, name, KnownNames.Of(type.Name)!, context, literal); }
    }

    /// <summary>Reports a name that stands for nothing.</summary>
    /// <inheritdoc cref="Check(SyntaxNode, string, INamedTypeSymbol, UseContext, LiteralExpressionSyntax)"/>
    public static void Report(SyntaxNode place, string name, KnownNames names, UseContext context, LiteralExpressionSyntax? literal)
    {
        IReadOnlyList<string> near = names.Near(name);
        string instead = near.Count > 0 ? $"Write {Text.Choice([.. near.Select(Text.Quote)])}"
            : $"There are {Text.List([.. names.Classes.Where(c => c != "ShapeCrossentropy" && c != "ShapedAccuracy").Take(6)
                .Select(c => Text.Quote(names.NameOf(c))), "others"])}";
        bool isElsewhere = literal is not null && literal != place;
        context.Report(RuleIds.UnknownString, place, [names.Kind, name, instead], isElsewhere ? [literal!.GetLocation()] : [],
            literal is null ? [] : near.Select(n => new Repair($"Write {Text.Quote(n)}", Text.Quote(n), isElsewhere ? 0 : -1)));
    }
}
