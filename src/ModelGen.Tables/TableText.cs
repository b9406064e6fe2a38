using System.Globalization;

namespace ModelGen.Data;

/// <summary>What a table looks like in print.</summary>
internal static class TableText
{
    private const int MostRows = 11, MostLetters = 24, MostCategories = 4;

    public static string Of(Table table)
    {
        string head = string.Create(CultureInfo.InvariantCulture,
            $"{table.Places.Source}: {table.Count:N0} rows, {table.Columns.Count:N0} columns");
        string[][] about = [["column", "type", "missing", "values"], .. table.Columns.Select(About)];
        string columns = TextTable.Of(about.Length, 4, (row, column) => about[row][column], names: 4, most: 61);
        string rows = TextTable.Of(table.Count + 1, table.Columns.Count,
            (row, column) => row == 0 ? Short(table.Columns[column].Name) : Cell(table.Columns[column][row - 1]), most: MostRows);
        return $"{head}\n\n{Trimmed(columns)}\n\n{Trimmed(rows)}";
    }

    private static string[] About(TableColumn column) =>
        [Short(column.Name), $"{column.Type}", column.MissingCount.ToString("N0", CultureInfo.InvariantCulture), Range(column)];

    private static string Range(TableColumn column)
    {
        if (column.MissingCount == column.Count) { return ""; }
        if (column.Type is ColumnType.Category or ColumnType.Boolean)
        {
            var counts = column.ValueCounts();
            string first = string.Join(", ", counts.Take(MostCategories).Select(
                pair => string.Create(CultureInfo.InvariantCulture, $"{Short(pair.Value)} {pair.Count:N0}")));
            string rest = counts.Count > MostCategories ? ", ..." : "";
            return string.Create(CultureInfo.InvariantCulture, $"{counts.Count:N0} different: {first}{rest}");
        }

        int[] known = [.. Enumerable.Range(0, column.Count).Where(row => !column.IsMissing(row))];
        int least = known.MinBy(column.NumberAt), most = known.MaxBy(column.NumberAt);
        string mean = column.Type == ColumnType.Date ? "" : $", mean {Cell(known.Average(column.NumberAt))}";
        return $"{Cell(column[least])} to {Cell(column[most])}{mean}";
    }

    private static string Cell(object? value) => value switch
    {
        null => "-",
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        _ => Short(Values.Text(value)),
    };

    // On one line, and not too long.
    private static string Short(string text)
    {
        string line = string.Concat(text.Take(MostLetters + 1).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length > MostLetters ? $"{line[..(MostLetters - 3)]}..." : line;
    }

    private static string Trimmed(string lines) => string.Join('\n', lines.Split('\n').Select(line => line.TrimEnd()));
}
