using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
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
        if (WholeDivision(value) is { } division)
        {
            string fraction = Fraction((BinaryExpressionSyntax)division.Syntax, (int)division.LeftOperand.ConstantValue.Value!,
                (int)division.RightOperand.ConstantValue.Value!);
            context.Report(RuleIds.WholeDivision, division.Syntax,
                [$"{called}: {name}", division.Syntax.ToString(), Text.Fraction(number), fraction],
                repairs: [new Repair($"Write {fraction}", fraction)]);
            return;
        }

        if (range.Contains(number)) { return; }
        string? instead = range.Near(number) is { } near ? Text.Fraction(near) : null;
        string advice = instead is null ? "Write another number" : $"Write {instead}, say";
        context.Report(RuleIds.ArgumentOutOfRange, value.Syntax,
            [$"{called}: {name}", Text.Fraction(number), range.ToString(), advice],
            repairs: instead is null ? [] : [new Repair($"Write {instead}", instead)]);
    }

    // 1/100, where a fraction was meant.
    private static IBinaryOperation? WholeDivision(IOperation value)
    {
        bool isFraction = value.Type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single }
            or { Name: "LearningRate" or "Nullable" };
        if (!isFraction) { return null; }
        return Follow.Origin(value) is IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.Divide, Type.SpecialType: SpecialType.System_Int32,
            LeftOperand.ConstantValue: { HasValue: true, Value: int left },
            RightOperand.ConstantValue: { HasValue: true, Value: int right },
        } division && right != 0 && left % right != 0 ? division : null;
    }

    /// <summary>The quotient that is meant by a division of whole numbers, as code.</summary>
    public static string Fraction(BinaryExpressionSyntax division, int left, int right)
    {
        string exact = ((double)left / right).ToString("R", CultureInfo.InvariantCulture);
        return exact.Length <= 8 ? exact : $"{division.Left} / {division.Right}.0";
    }
}
