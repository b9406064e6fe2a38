namespace ModelGen.Data;

/// <summary>Collects the fields of a column and finds out what they are: what all of them are, texts where they differ.</summary>
/// <param name="source">The file.</param>
/// <param name="name">What the column is called.</param>
/// <param name="place">Its place, from 0.</param>
/// <param name="values">What fields mean.</param>
/// <param name="type">What it holds; null where that is not known yet.</param>
/// <param name="isGiven">Whether the user says so: then other fields are errors.</param>
internal sealed class CsvColumn(string source, string name, int place, CsvValues values, ColumnType? type, bool isGiven)
{
    private const int MostShown = 60;

    private ColumnBuilder? _builder = type is { } known ? new(name, known) : null;
    private long _missingFirst;

    /// <summary>What it is called.</summary>
    public string Name => name;

    /// <summary>What it holds; null where all fields so far are missing.</summary>
    public ColumnType? Type => IsLost ? ColumnType.Category : _builder?.Type;

    /// <summary>Whether it holds texts and has forgotten some: it must be read again.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Adds a field.</summary>
    /// <exception cref="InvalidDataException">It is not what the user says that the column holds.</exception>
    public void Add(ReadOnlySpan<char> field, int line)
    {
        if (IsLost) { return; }
        if (values.IsMissing(field)) { AddMissing(); }
        else if (!TryAdd(field))
        {
            ColumnType found = values.TypeOf(field);
            if (isGiven) { throw Wrong(field, line); }
            if (_builder is null) { Begin(found); }
            else if (_builder.Type == ColumnType.Integer && found == ColumnType.Number) { _builder.Widen(); }
            else
            {
                (_builder, IsLost) = (null, true);
                return;
            }

            TryAdd(field);
        }
    }

    public TableColumn ToColumn()
    {
        if (_builder is null) { Begin(ColumnType.Number); }
        return _builder!.ToColumn();
    }

    private void Begin(ColumnType found)
    {
        _builder = new ColumnBuilder(name, found);
        for (; _missingFirst > 0; _missingFirst--) { _builder.AddMissing(); }
    }

    private void AddMissing()
    {
        if (_builder is null) { _missingFirst++; }
        else { _builder.AddMissing(); }
    }

    private bool TryAdd(ReadOnlySpan<char> field)
    {
        switch (_builder?.Type)
        {
            case ColumnType.Number when values.TryNumber(field, out double number): _builder.Add(number); return true;
            case ColumnType.Integer when CsvValues.TryWhole(field, out long whole): _builder.Add(whole); return true;
            case ColumnType.Boolean when CsvValues.TryTruth(field, out bool truth): _builder.Add(truth); return true;
            case ColumnType.Date when CsvValues.TryDate(field, out DateTime date): _builder.Add(date); return true;
            case ColumnType.Category: _builder.Add(field); return true;
            default: return false;
        }
    }

    private InvalidDataException Wrong(ReadOnlySpan<char> field, int line)
    {
        string shown = field.Length > MostShown ? $"{field[..MostShown]}..." : field.ToString();
        return new(
            $"{source}, line {line}, column {place + 1} (\"{name}\"): found \"{shown}\", expected {Values.Of(_builder!.Type)}, as Types "
                + "says.");
    }
}
