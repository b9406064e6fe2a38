using System.Globalization;

namespace ModelGen.Tests;

/// <summary>A number as Keras printed it. Its last digit is rounded, so the true value lies up to half a unit of that digit away.</summary>
/// <param name="Value">The number.</param>
/// <param name="HalfUnit">Half a unit of its last printed digit.</param>
internal readonly record struct KerasNumber(double Value, double HalfUnit)
{
    /// <summary>Reads one number: <c>0.051293306</c>, <c>-1.6118e-6</c>.</summary>
    public static KerasNumber Parse(string text)
    {
        string[] parts = text.Trim().ToLowerInvariant().Split('e');
        int exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        int point = parts[0].IndexOf('.');
        int decimals = point < 0 ? 0 : parts[0].Length - point - 1;
        return new KerasNumber(double.Parse(text, CultureInfo.InvariantCulture), point < 0 ? 0 : 0.5 * Math.Pow(10, exponent - decimals));
    }

    /// <summary>Reads numbers with commas between them.</summary>
    public static KerasNumber[] ParseAll(string text) => [.. text.Split(',').Select(Parse)];
}
