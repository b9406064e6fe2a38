namespace ModelGen.Data;

/// <summary>
/// Rows of values in named columns, in memory: numbers, truth values, dates and categories, some of which may be missing. It does not
/// change; what returns a table returns another one.
/// </summary>
public sealed partial class Table
{
    private readonly Dictionary<string, TableColumn> _byName = new(StringComparer.Ordinal);

    /// <summary>A table of columns in memory. Messages count its rows from 0.</summary>
    /// <exception cref="ArgumentException">There are no columns, two have the same name, or one has another number of rows.</exception>
    public Table(params TableColumn[] columns) : this(columns, RowPlaces.OfMemory) { }

    private Table(TableColumn[] columns, RowPlaces places)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0) { throw new ArgumentException("There are no columns; a table has at least one.", nameof(columns)); }
        (Columns, Places, Count) = ([.. columns], places, columns[0].Count);
        foreach (TableColumn column in columns)
        {
            if (!_byName.TryAdd(column.Name, column))
            {
                throw new ArgumentException($"Two columns are called \"{column.Name}\".", nameof(columns));
            }
            if (column.Count != Count)
            {
                throw new ArgumentException(
                    $"Column \"{column.Name}\" has {column.Count:N0} rows, but \"{columns[0].Name}\" has {Count:N0}.", nameof(columns));
            }
        }
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>Where its rows come from.</summary>
    internal RowPlaces Places { get; }

    /// <summary>A column.</summary>
    /// <exception cref="ArgumentException">No column has this name; the message lists the names.</exception>
    public TableColumn this[string column] => Find(column) ?? throw NoColumn(column);

    /// <summary>A row.</summary>
    /// <param name="index">0 to Count - 1.</param>
    public TableRow Row(int index) => index >= 0 && index < Count ? new(this, index) : throw new ArgumentOutOfRangeException(
        nameof(index), index, $"There is no row {index:N0}; the table has {Count:N0}, counted from 0.");

    /// <summary>The rows, in order.</summary>
    public IEnumerable<TableRow> Rows => Enumerable.Range(0, Count).Select(index => new TableRow(this, index));

    /// <summary>
    /// The columns with their types, how many values are missing and what the others are, and the first and the last rows.
    /// </summary>
    public override string ToString() => TableText.Of(this);

    /// <summary>A column; null where none has this name.</summary>
    internal TableColumn? Find(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return _byName.GetValueOrDefault(column);
    }

    internal ArgumentException NoColumn(string column) => new(
        $"{Places.Source} has no column \"{column}\".{NearNames.Hint(column, Columns.Select(known => new[] { known.Name }))} It has: "
            + $"{string.Join(", ", Columns.Select(known => known.Name))}.", nameof(column));

    /// <summary>A table of columns from a file.</summary>
    internal static Table Of(TableColumn[] columns, RowPlaces places) => new(columns, places);

    internal Table With(TableColumn[] columns) => new(columns, Places);

    internal Table Take(int[] rows) => new([.. Columns.Select(column => column.Take(rows))], Places.Take(rows));
}
