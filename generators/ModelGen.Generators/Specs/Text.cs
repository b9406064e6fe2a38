using System.Globalization;
using System.Numerics;
using System.Text;

namespace ModelGen.Generators.Specs;

/// <summary>Numbers and words as text, the same in every culture.</summary>
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

    /// <summary>183.29 KB.</summary>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="format">That of the number.</param>
    public static string Bytes(double bytes, string format)
    {
        string[] units = ["B", "KB", "MB", "GB", "TB", "PB"];
        int unit = 0;
        while (bytes >= 1024 && unit < units.Length - 1) { (bytes, unit) = (bytes / 1024, unit + 1); }
        return $"{bytes.ToString(format, CultureInfo.InvariantCulture)} {units[unit]}";
    }

    /// <summary>a, b or c.</summary>
    public static string Choice(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} or {names[names.Count - 1]}";

    /// <summary>a, b and c.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";

    /// <summary>
    /// A text as one line that can be seen: what breaks a line, has no shape or turns the direction is written as C# writes it, \n or
    /// \u2028.
    /// </summary>
    public static string Visible(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~')) { return text; }
        var visible = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++) { visible.Append(IsVisible(text, i) ? text[i].ToString() : Escape(text[i])); }
        return visible.ToString();
    }

    /// <summary>"a \"b\"": a C# literal.</summary>
    public static string Quote(string text) => $"\"{Visible(text.Replace("\\", "\\\\").Replace("\"", "\\\""))}\"";

    private static bool IsVisible(string text, int index) => CharUnicodeInfo.GetUnicodeCategory(text[index]) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => false,
        UnicodeCategory.Surrogate => char.IsSurrogatePair(text, char.IsLowSurrogate(text[index]) && index > 0 ? index - 1 : index),
        _ => true,
    };

    private static string Escape(char c) => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\0' => "\\0",
        _ => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
    };

    /// <summary>log softmax: a Keras name as words.</summary>
    public static string Words(string name) => name.Replace('_', ' ');
}
