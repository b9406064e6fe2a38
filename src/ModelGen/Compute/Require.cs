using System.Runtime.CompilerServices;

namespace ModelGen;

/// <summary>Checks of numbers that the user gives; a message names the argument, its value and its range.</summary>
internal static class Require
{
    public static void Between(double value, double least, double most, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value >= least && value <= most)) { throw Outside(value, $"from {least} to {most}", name); }
    }

    public static double FractionBelowOne(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and < 1 ? value : throw Outside(value, "at least 0 and less than 1", name);

    public static double FiniteAndNotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 && float.IsFinite((float)value) ? value : throw Outside(value, "at least 0 and finite", name);

    public static int AtLeast(int value, int least, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value:N0}; it must be at least {least}.");

    public static double? NumberOrNone(double? value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is not double.NaN ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is NaN; it must be a number.");

    public static double FiniteAndPositive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        (float)value > 0 && float.IsFinite((float)value) ? value : throw Outside(value, "above 0 and finite", name);

    public static double FiniteAndAtLeast(double value, double least, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least && float.IsFinite((float)value) ? value : throw Outside(value, $"at least {least} and finite", name);

    public static double FiniteAndNotPositive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value <= 0 && float.IsFinite((float)value) ? value : throw Outside(value, "at most 0 and finite", name);

    public static long AtLeast(long value, int least, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value:N0}; it must be at least {least}.");

    private static ArgumentOutOfRangeException Outside(double value, string range, string? name) =>
        new(name, value, $"{name} is {value}; it must be {range}.");
}
