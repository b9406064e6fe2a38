using System.Globalization;

namespace ModelGen.Data;

/// <summary>What the fields of a file mean.</summary>
internal sealed class CsvValues(char decimalPoint, IEnumerable<string> missing)
{
    private static readonly string[] s_dates =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK",
    ];

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missing =
        missing.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly NumberFormatInfo _numbers = new() { NumberDecimalSeparator = $"{decimalPoint}", NumberGroupSeparator = "" };

    public bool IsMissing(ReadOnlySpan<char> field) => _missing.Contains(field);

    // The least whole number stands for a missing one.
    public static bool TryWhole(ReadOnlySpan<char> field, out long value) =>
        long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value != long.MinValue;

    public bool TryNumber(ReadOnlySpan<char> field, out double value) =>
        double.TryParse(field, NumberStyles.Float, _numbers, out value) && double.IsFinite(value);

    public static bool TryTruth(ReadOnlySpan<char> field, out bool value) => bool.TryParse(field, out value);

    public static bool TryDate(ReadOnlySpan<char> field, out DateTime value)
    {
        value = default;
        return field.Length >= 10 && field[4] == '-' && DateTime.TryParseExact(
            field, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value);
    }

    /// <summary>What a field that is not missing holds.</summary>
    public ColumnType TypeOf(ReadOnlySpan<char> field) =>
        TryWhole(field, out _) ? ColumnType.Integer
        : TryNumber(field, out _) ? ColumnType.Number
        : TryTruth(field, out _) ? ColumnType.Boolean
        : TryDate(field, out _) ? ColumnType.Date : ColumnType.Category;
}
