using System.Globalization;
using System.Text;
using nietras.SeparatedValues;

namespace ModelGen.Data;

/// <summary>
/// A file of separated fields. A column whose later fields are texts was not known to be one when its first were numbers, so such a file
/// is read a second time.
/// </summary>
internal sealed class CsvFile(Stream stream, string source, TableOptions options)
{
    // More would be a file without line ends, or one that is no table.
    private const int MostColumns = 100_000;

    private const int MostLetters = 1 << 24;

    private readonly long _start = stream.Position;

    /// <summary>Reads the table.</summary>
    /// <exception cref="InvalidDataException">Something in it is no table.</exception>
    public Table Read()
    {
        CsvStart start = CsvStart.Of(stream, source, options);
        Table? table = ReadOnce(start, [], out CsvColumn[] columns) ?? ReadOnce(start, [.. columns.Select(column => column.Type)], out _);
        return table ?? throw new InvalidDataException($"{source} has changed while it was read.");
    }

    // Null where a column has turned out to hold something else.
    private Table? ReadOnce(CsvStart start, ColumnType?[] types, out CsvColumn[] columns)
    {
        stream.Position = _start;
        columns = [];
        List<int> lines = [];
        int next = 1;
        try
        {
            using var text = new StreamReader(stream, start.Encoding, detectEncodingFromByteOrderMarks: false, 1 << 16, leaveOpen: true);
            using SepReader reader = Sep.New(start.Separator).Reader(given => given with
            {
                HasHeader = false, DisableColCountCheck = true, DisableQuotesParsing = !options.Quotes,
            }).From(text);
            var fields = new CsvFields(source, options.Quotes);
            foreach (SepReader.Row row in reader)
            {
                // The reader itself says of the first row that it begins on the second line.
                (int line, next) = (next, row.LineNumberToExcl);
                if (row.Span.IsWhiteSpace() && row.ColCount == 1) { continue; }
                if (columns.Length == 0)
                {
                    columns = Header(row, line, fields, start, types);
                    if (options.Header != false) { continue; }
                }

                AddRow(row, line, fields, columns);
                lines.Add(line);
            }
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException(
                $"{source}, line {next} or later: the bytes {string.Join(' ', (e.BytesUnknown ?? []).Select(b => $"{b:X2}"))} are no "
                    + $"{start.Encoding.WebName}. Say which encoding it is: Encoding = Encoding.Latin1, for example.", e);
        }
        catch (NotSupportedException e)
        {
            throw new InvalidDataException(
                $"{source}, line {next}: the row has more than {MostLetters:N0} letters. Are its quotes closed?", e);
        }

        if (columns.Length == 0) { throw new InvalidDataException($"{source} is empty; its first line must name the columns."); }
        return columns.Any(column => column.IsLost)
            ? null : Table.Of([.. columns.Select(column => column.ToColumn())], new RowPlaces(source, "line", [.. lines]));
    }

    private CsvColumn[] Header(SepReader.Row row, int line, CsvFields fields, CsvStart start, ColumnType?[] types)
    {
        if (row.ColCount > MostColumns)
        {
            throw new InvalidDataException(
                $"{source}, line {line}: there are {row.ColCount:N0} fields; expected at most {MostColumns:N0} columns.");
        }

        var names = new string[row.ColCount];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = options.Header == false ? $"column{i + 1}" : fields.Of(row[i].Span, line, i, null).ToString();
        }

        if (options.Header != false) { CheckNames(names, line); }
        if (options.Types.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new InvalidDataException(
                $"{source} has no column \"{unknown}\", which Types names. It has: {string.Join(", ", names)}.");
        }

        var values = new CsvValues(start.Decimal, options.Missing);
        return
        [
            .. names.Select((name, i) => new CsvColumn(source, name, i, values,
                types.Length == 0 ? (options.Types.TryGetValue(name, out ColumnType type) ? type : null) : types[i],
                isGiven: options.Types.ContainsKey(name))),
        ];
    }

    private void CheckNames(string[] names, int line)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i]))
            {
                throw new InvalidDataException($"{source}, line {line}: column {i + 1} has no name.");
            }
            if (!places.TryAdd(names[i], i))
            {
                throw new InvalidDataException(
                    $"{source}, line {line}: columns {places[names[i]] + 1} and {i + 1} are both called \"{names[i]}\".");
            }
            if (options.Header is null && double.TryParse(names[i], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                throw new InvalidDataException(
                    $"{source}, line {line}, column {i + 1}: \"{names[i]}\" is a number, but the first line must name the columns. If it "
                        + "does not, say Header = false; if numbers are names here, Header = true.");
            }
        }
    }

    private void AddRow(SepReader.Row row, int line, CsvFields fields, CsvColumn[] columns)
    {
        if (row.ColCount != columns.Length)
        {
            // Quotes that are not closed take the rest of the file into one field.
            int last = row.ColCount - 1;
            fields.Of(row[last].Span, line, last, last < columns.Length ? columns[last].Name : null);
            throw new InvalidDataException(
                $"{source}, line {line}: there are {row.ColCount:N0} fields, but there are {columns.Length:N0} columns. A field that has "
                    + "a separator or the end of a line in it must stand in quotes.");
        }

        for (int i = 0; i < columns.Length; i++) { columns[i].Add(fields.Of(row[i].Span, line, i, columns[i].Name), line); }
    }
}
