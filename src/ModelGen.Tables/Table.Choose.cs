namespace ModelGen.Data;

/// <content>Tables with fewer columns, fewer rows, or fewer missing values.</content>
public sealed partial class Table
{
    /// <summary>These columns only, in this order.</summary>
    /// <exception cref="ArgumentException">No column has one of the names, or one is given twice.</exception>
    public Table Select(params IEnumerable<string> columns) => With([.. columns.Select(name => this[name])]);

    /// <summary>All columns but these.</summary>
    /// <exception cref="ArgumentException">No column has one of the names, or none is left.</exception>
    public Table Drop(params IEnumerable<string> columns)
    {
        HashSet<TableColumn> dropped = [.. columns.Select(name => this[name])];
        return With([.. Columns.Where(column => !dropped.Contains(column))]);
    }

    /// <summary>The rows for which this is so: <c>table.Where(row => row["colour"] is "red")</c>.</summary>
    public Table Where(Func<TableRow, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Take([.. Enumerable.Range(0, Count).Where(row => predicate(new TableRow(this, row)))]);
    }

    /// <summary>The rows in which no value is missing, as pandas's <c>dropna</c>.</summary>
    /// <param name="columns">The columns that are looked at; none: all.</param>
    /// <exception cref="ArgumentException">No column has one of the names.</exception>
    public Table DropMissing(params IEnumerable<string> columns)
    {
        TableColumn[] looked = [.. columns.Select(name => this[name])];
        if (looked.Length == 0) { looked = [.. Columns]; }
        return Take([.. Enumerable.Range(0, Count).Where(row => !looked.Any(column => column.IsMissing(row)))]);
    }

    /// <summary>
    /// The same with a value in place of those that a column misses, as pandas's <c>fillna</c>. A value that is worked out from the rows,
    /// as their mean, belongs to the training rows: <see cref="ColumnRules.FillMissing(Fill, string[])"/> finds it there.
    /// </summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The value, of the type that the column holds.</param>
    /// <exception cref="ArgumentException">No column has this name, or it holds something else.</exception>
    public Table FillMissing(string column, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        TableColumn old = this[column];
        var builder = new ColumnBuilder(column, old.Type);
        for (int row = 0; row < Count; row++)
        {
            if (!builder.TryAdd(old[row] ?? value))
            {
                throw new ArgumentException(
                    $"Column \"{column}\" holds {old.Type} values: it can be filled with {Values.Of(old.Type)}, not with \"{value}\".",
                    nameof(value));
            }
        }

        TableColumn filled = builder.ToColumn();
        return With([.. Columns.Select(other => other == old ? filled : other)]);
    }
}
