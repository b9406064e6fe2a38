using System.Globalization;
using System.Text;

namespace ModelGen.Samples;

/// <summary>
/// A table of numbers with a name for each column, read from a file whose fields are separated by commas, semicolons or tabs.
/// </summary>
internal sealed record CsvTable(string Path, string[] Columns, List<double[]> Rows)
{
    /// <summary>Reads a table.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">Something in it is no table of numbers; the message names the
    /// line and the column.</exception>
    public static CsvTable Read(string path)
    {
        if (!File.Exists(path)) { throw new FileNotFoundException($"There is no file {System.IO.Path.GetFullPath(path)}."); }
        using var file = new StreamReader(path);
        string header = file.ReadLine() ?? throw new InvalidDataException($"{path} is empty; its first line must name the columns.");
        char separator = header.Contains(',') ? ',' : header.Contains(';') ? ';' : header.Contains('\t') ? '\t' : ',';
        string[] columns = ReadHeader(path, Fields(path, 1, header, separator));
        List<double[]> rows = [];
        for (int line = 2; file.ReadLine() is { } text; line++)
        {
            if (text.Length > 0) { rows.Add(ReadRow(path, line, Fields(path, line, text, separator), columns)); }
        }

        return new CsvTable(path, columns, rows);
    }

    /// <summary>The place of a column; of the last one where no name is given.</summary>
    /// <exception cref="InvalidDataException">No column has this name.</exception>
    public int IndexOf(string? column)
    {
        if (column is null) { return Columns.Length - 1; }
        int index = Array.FindIndex(Columns, name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? index : throw new InvalidDataException($"{Path} has no column \"{column}\". It has: {string.Join(", ", Columns)}.");
    }

    private static string[] ReadHeader(string path, List<string> names)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i].Length == 0) { throw new InvalidDataException($"{path}, line 1: column {i + 1} has no name."); }
            if (names.IndexOf(names[i]) < i)
            {
                throw new InvalidDataException(
                    $"{path}, line 1: columns {names.IndexOf(names[i]) + 1} and {i + 1} are both called \"{names[i]}\".");
            }
            if (double.TryParse(names[i], CultureInfo.InvariantCulture, out _))
            {
                throw new InvalidDataException(
                    $"{path}, line 1, column {i + 1}: \"{names[i]}\" is a number, but the first line must name the columns.");
            }
        }

        return names.Count > 1
            ? [.. names]
            : throw new InvalidDataException(
                $"{path}, line 1: there is only the column \"{names[0]}\"; a table needs one to predict and at least one to predict "
                    + "it from.");
    }

    private static double[] ReadRow(string path, int line, List<string> fields, string[] columns)
    {
        if (fields.Count != columns.Length)
        {
            throw new InvalidDataException(
                $"{path}, line {line}: there are {fields.Count} fields, but line 1 names {columns.Length} columns.");
        }
        var row = new double[columns.Length];
        for (int i = 0; i < row.Length; i++)
        {
            if (!double.TryParse(fields[i], NumberStyles.Float, CultureInfo.InvariantCulture, out row[i]) || !double.IsFinite(row[i]))
            {
                string given = fields[i].Length == 0 ? "the field is empty" : $"\"{fields[i]}\" is no number";
                throw new InvalidDataException(
                    $"{path}, line {line}, column {i + 1} (\"{columns[i]}\"): {given}. Write a number such as 12.5, or take the line or "
                        + "the column out.");
            }
        }

        return row;
    }

    // A field may stand in quotes, which are doubled inside it.
    private static List<string> Fields(string path, int line, string text, char separator)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"') { field.Append(text[i++]); }
            else if (text[i] == '"') { quoted = !quoted; }
            else if (text[i] == separator && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else { field.Append(text[i]); }
        }

        if (quoted) { throw new InvalidDataException($"{path}, line {line}: the quotes of column {fields.Count + 1} are not closed."); }
        fields.Add(field.ToString().Trim());
        return fields;
    }
}
