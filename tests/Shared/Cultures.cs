using System.Globalization;

namespace ModelGen.Tests;

/// <summary>Cultures of tests, which run without those of the system.</summary>
public static class Cultures
{
    /// <summary>
    /// Numbers as some cultures write them, all in one: U+2212 for minus, a decimal comma, points between thousands, words for what is not
    /// finite.
    /// </summary>
    public static CultureInfo Foreign { get; } = new("")
    {
        NumberFormat = new NumberFormatInfo
        {
            NegativeSign = "\u2212",
            PositiveSign = "\uFF0B",
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = ".",
            NaNSymbol = "keine Zahl",
            PositiveInfinitySymbol = "unendlich",
            NegativeInfinitySymbol = "\u2212unendlich",
        },
    };
}
