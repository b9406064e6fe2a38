using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Use;

/// <summary>
/// Constants beyond the range of a parameter or a property, and fractions that are 0 because both numbers are whole.
/// </summary>
internal static class RangeRules
{
    /// <summary>Checks what a method or a constructor is given.</summary>
    public static void Check(ImmutableArray<IArgumentOperation> arguments, string called, UseContext context)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter })
            {
                Check(argument.Value, parameter, called, parameter.Name, context);
            }
        }
    }

    /// <summary>Checks what properties are given where an object is made.</summary>
    public static void Check(IObjectOrCollectionInitializerOperation initializer, string called, UseContext context)
    {
        foreach (ISimpleAssignmentOperation assignment in initializer.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is IPropertyReferenceOperation { Property: { IsIndexer: false } property })
            {
                Check(assignment.Value, property, called, property.Name, context);
            }
        }
    }

    private static void Check(IOperation value, ISymbol target, string called, string name, UseContext context)
    {
        if (Range.Of(called, target.Name) is not { } range || Follow.Number(value) is not { } number) { return; }
        if (DivisionOf(value) is { } division && CheckDivision(division, $"{called}: {name}", context)) { return; }
        double? usual = target is IParameterSymbol { HasExplicitDefaultValue: true, ExplicitDefaultValue: double given } ? given : null;
        CheckRange(value.Syntax, $"{called}: {name}", number, range, context, usual);
    }

    /// <summary>A number that is outside of its range.</summary>
    /// <param name="place">Where it is written.</param>
    /// <param name="what">What it is given to.</param>
    /// <param name="number">The number.</param>
    /// <param name="range">Its range.</param>
    /// <param name="context">What is known.</param>
    /// <param name="usual">What it is where it is left out, if anything.</param>
    public static void CheckRange(SyntaxNode place, string what, double number, Range range, UseContext context, double? usual = null)
    {
        if (range.Contains(number)) { return; }
        string? instead = (range.Near(number) ?? usual) is { } near && range.Contains(near) ? Text.Fraction(near) : null;
        string advice = instead is null ? "Write another number" : $"Write {instead}, say";
        context.Report(RuleIds.ArgumentOutOfRange, place, [what, Text.Fraction(number), range.ToString(), advice],
            repairs: instead is null ? [] : [new Repair($"Write {instead}", instead)]);
    }

    /// <summary>1 / 100, where a fraction is meant: a division of whole numbers that leaves a rest.</summary>
    /// <param name="expression">What is written.</param>
    /// <param name="what">What it is given to.</param>
    /// <param name="context">What is known.</param>
    /// <returns>Whether it is one.</returns>
    public static bool CheckDivision(SyntaxNode expression, string what, UseContext context)
    {
        if (expression is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } division
            || context.Semantics.GetConstantValue(division.Left, context.Cancellation).Value is not int left
            || context.Semantics.GetConstantValue(division.Right, context.Cancellation).Value is not int right || right == 0
            || left % right == 0) { return false; }
        string exact = ((double)left / right).ToString("R", CultureInfo.InvariantCulture);
        string fraction = exact.Length <= 8 ? exact : $"{division.Left} / {division.Right}.0";
        context.Report(RuleIds.WholeDivision, division, [what, division.ToString(), Text.Plain(left / right), fraction],
            repairs: [new Repair($"Write {fraction}", fraction)]);
        return true;
    }

    private static SyntaxNode? DivisionOf(IOperation value)
    {
        bool isFraction = value.Type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single }
            or { Name: "LearningRate" or "Nullable" };
        return isFraction ? Follow.Origin(value).Syntax : null;
    }
}
