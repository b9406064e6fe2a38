using System.Globalization;

namespace ModelGen;

/// <summary>Numbers as Python writes them: that is how they stand in Keras's messages and files.</summary>
internal static class PythonText
{
    /// <summary>The shortest text that reads back as the same number: <c>0.1</c>, <c>1.0</c>, <c>1e-05</c>, <c>nan</c>.</summary>
    public static string Repr(double value)
    {
        if (!double.IsFinite(value)) { return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf"; }
        string text = value.ToString(CultureInfo.InvariantCulture).Replace('E', 'e');
        if (Math.Abs(value) is < 1e16 or >= 1e17) { return text.AsSpan().ContainsAny('.', 'e') ? text : text + ".0"; }

        // Python has an exponent from 1e16 on, .NET from 1e17.
        string sign = value < 0 ? "-" : "", digits = text[sign.Length..].TrimEnd('0');
        return $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e+16";
    }

    /// <summary>With so many decimals, as <c>f"{value:.5f}"</c>.</summary>
    public static string Fixed(double value, int decimals) =>
        double.IsFinite(value) ? value.ToString($"F{decimals}", CultureInfo.InvariantCulture) : Repr(value);

    /// <summary>A message of a callback's, on a line of its own.</summary>
    public static void Print(string message) => Console.Out.Write(message + "\n");
}
