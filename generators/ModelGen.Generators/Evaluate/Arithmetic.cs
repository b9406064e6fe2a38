namespace ModelGen.Generators.Evaluate;

/// <summary>The layers of operators: <c>x + y</c> is an Add, <c>x + 1</c> has a kind of its own, which no attribute can name.</summary>
internal static class Arithmetic
{
    public const string Number = "number";
    public const string Negative = "-x";

    /// <summary>The layer that merges two tensors.</summary>
    public static string Merge(string sign) => sign switch { "+" => "Add", "-" => "Subtract", "*" => "Multiply", _ => "Divide" };

    /// <summary>The kind of layer that works with a number; for sums and products the order does not matter.</summary>
    public static string WithNumber(string sign, bool numberFirst) =>
        numberFirst && sign is ("-" or "/") ? $"number {sign} x" : $"x {sign} number";
}
