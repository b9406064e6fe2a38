using System.Runtime.CompilerServices;

namespace ModelGen;

/// <summary>Checks of numbers that the user gives; a message names the argument, its value and its range.</summary>
internal static class Require
{
    public static void Between(double value, double least, double most, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value >= least && value <= most)) { throw Outside(value, $"from {least} to {most}", name); }
    }

    public static void FractionBelowOne(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value >= 0 && value < 1)) { throw Outside(value, "at least 0 and less than 1", name); }
    }

    public static void FiniteAndNotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value >= 0 && float.IsFinite((float)value))) { throw Outside(value, "at least 0 and finite", name); }
    }

    public static void FiniteAndPositive(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!((float)value > 0 && float.IsFinite((float)value))) { throw Outside(value, "more than 0 and finite", name); }
    }

    public static void AtLeast(int value, int least, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value < least) { throw new ArgumentOutOfRangeException(name, value, $"{name} is {value:N0}; it must be at least {least}."); }
    }

    private static ArgumentOutOfRangeException Outside(double value, string range, string? name) =>
        new(name, value, FormattableString.Invariant($"{name} is {value}; it must be {range}."));
}
