using System.Globalization;

namespace ModelGen.Data;

/// <summary>Finds in training rows what an encoding of a column needs.</summary>
internal static class ColumnFit
{
    // More inputs than that for one column nobody wants who has not asked for them.
    private const int MostCategories = 1_000;

    /// <summary>Looks at a column.</summary>
    /// <exception cref="ArgumentException">All its values are missing, it is a date for which no rule was given, it has too many
    /// categories, or its numbers are too large.</exception>
    public static EncodedColumn Of(Table table, TableColumn column, ColumnRules rules)
    {
        string place = $"{table.Places.Source}, column \"{column.Name}\"";
        if (column.MissingCount == column.Count) { throw new ArgumentException($"{place}: all values are missing. Drop it."); }
        bool isGiven = rules.Encodings.TryGetValue(column.Name, out ColumnEncoding encoding);
        if (!isGiven) { encoding = DefaultOf(place, column.Type); }
        var encoded = new EncodedColumn(column.Name, column.Type, encoding);
        object? fill = rules.Fills.TryGetValue(column.Name, out object? rule) ? rule is Fill how ? ValueOf(column, how) : rule : null;
        if (encoding == ColumnEncoding.OneHot)
        {
            string[] categories = CategoriesOf(column);
            if (categories.Length > MostCategories && !isGiven)
            {
                throw new ArgumentException(
                    $"{place}: {column.Count:N0} rows have {categories.Length:N0} categories, each of which would be an input. Drop it, "
                        + "say OneHot if that is meant, or look in the file for what is no number.");
            }

            return encoded with
            {
                Categories = categories, IgnoreUnknown = rules.WithUnknown.Contains(column.Name),
                FillCategory = fill is null ? null : Values.Text(fill),
            };
        }

        double[] numbers = [.. column.ToNumbers().Where(number => !double.IsNaN(number))];
        encoded = Scaled(encoded, numbers) with { FillNumber = fill is null ? null : NumberOf(fill) };
        return encoded.Fault() is null ? encoded : throw new ArgumentException(
            $"{place}: the numbers go from {numbers.Min()} to {numbers.Max()}, too far for a mean and a deviation.");
    }

    /// <summary>The categories of a column in order: texts by their letters, whole numbers by their size.</summary>
    public static string[] CategoriesOf(TableColumn column)
    {
        IEnumerable<string> texts = column.ValueCounts().Select(pair => pair.Value);
        return column.Type == ColumnType.Integer
            ? [.. texts.OrderBy(text => long.Parse(text, CultureInfo.InvariantCulture))] : [.. texts.Order(StringComparer.Ordinal)];
    }

    private static ColumnEncoding DefaultOf(string place, ColumnType type) => type switch
    {
        ColumnType.Number or ColumnType.Integer => ColumnEncoding.Standardize,
        ColumnType.Boolean => ColumnEncoding.Keep,
        ColumnType.Category => ColumnEncoding.OneHot,
        _ => throw new ArgumentException(
            $"{place}: it holds dates. Drop it, or say Standardize or MinMax if the number of days should be an input."),
    };

    // The variance is the population's, as Keras's. Numbers that are all the same have no other one, whatever rounding says.
    private static EncodedColumn Scaled(EncodedColumn column, double[] numbers)
    {
        double least = numbers.Min(), most = numbers.Max();
        if (column.Encoding == ColumnEncoding.MinMax) { return column with { Minimum = least, Maximum = most }; }
        if (column.Encoding != ColumnEncoding.Standardize) { return column; }
        double mean = least == most ? least : numbers.Average();
        double deviation = Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean)));
        return column with { Mean = mean, Deviation = deviation == 0 ? 1 : deviation };
    }

    private static object ValueOf(TableColumn column, Fill fill)
    {
        if (fill == Fill.MostFrequent)
        {
            (string text, int most) = column.ValueCounts()[0];
            HashSet<string> texts = [.. column.ValueCounts().TakeWhile(pair => pair.Count == most).Select(pair => pair.Value)];
            if (column.Type == ColumnType.Category) { return text; }
            int[] rows = [.. Enumerable.Range(0, column.Count).Where(row => column.TextAt(row) is { } value && texts.Contains(value))];
            return column[rows.MinBy(column.NumberAt)]!;
        }

        double[] numbers = [.. column.ToNumbers().Where(number => !double.IsNaN(number)).Order()];
        return fill == Fill.Mean
            ? numbers.Average() : (numbers[(numbers.Length - 1) / 2] + numbers[numbers.Length / 2]) / 2;
    }

    private static double NumberOf(object value) => value switch
    {
        bool truth => truth ? 1 : 0,
        DateTime date => Values.Days(date),
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };
}
