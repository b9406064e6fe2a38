using System.Globalization;
using System.Numerics;

namespace ModelGen.Generators.Specs;

/// <summary>Numbers as text, the same in every culture.</summary>
internal static class Text
{
    /// <summary>1,048,576: for people.</summary>
    public static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Number(int)"/>
    public static string Number(BigInteger value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>1048576.</summary>
    public static string Plain(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>1_048_576: a C# literal.</summary>
    public static string Literal(long value) => value.ToString("N0", CultureInfo.InvariantCulture).Replace(',', '_');

    /// <summary>0.25f: a C# literal.</summary>
    public static string Literal(float value) => value.ToString("R", CultureInfo.InvariantCulture) + "f";

    /// <summary>0.25.</summary>
    public static string Fraction(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>a, b or c.</summary>
    public static string Choice(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} or {names[names.Count - 1]}";

    /// <summary>a, b and c.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";

    /// <summary>log softmax: a Keras name as words.</summary>
    public static string Words(string name) => name.Replace('_', ' ');
}
