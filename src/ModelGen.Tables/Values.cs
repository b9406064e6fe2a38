using System.Globalization;

namespace ModelGen.Data;

/// <summary>Single values of tables.</summary>
internal static class Values
{
    /// <summary>A text that is the same in every culture.</summary>
    public static string Text(object value) => value switch
    {
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>Days since 1970-01-01.</summary>
    public static double Days(DateTime date) => (date - DateTime.UnixEpoch).TotalDays;

    /// <summary>A value in the type in which columns hold it: double, long, bool, DateTime or string; null for any other.</summary>
    public static object? Plain(object value) => value switch
    {
        double or long or bool or string => value,
        float number => (double)number,
        decimal number => (double)number,
        Half number => (double)number,
        byte or sbyte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number => number <= long.MaxValue ? (long)number : (double)number,
        DateTime time => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time,
        DateTimeOffset time => time.UtcDateTime,
        DateOnly day => day.ToDateTime(default, DateTimeKind.Utc),
        Enum => value.ToString(),
        _ => null,
    };

    /// <summary>What messages call a type.</summary>
    public static string Of(ColumnType type) => type switch
    {
        ColumnType.Number => "a number such as 12.5",
        ColumnType.Integer => "a whole number such as 12",
        ColumnType.Boolean => "true or false",
        ColumnType.Date => "a date such as 2026-03-31",
        _ => "a text",
    };
}
