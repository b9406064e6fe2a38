using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ModelGen.Data;

/// <summary>A row of a table: its values by the names of the columns. A missing value is null.</summary>
public sealed class TableRow : IReadOnlyDictionary<string, object?>
{
    private readonly Table _table;
    private readonly int _index;

    internal TableRow(Table table, int index) => (_table, _index) = (table, index);

    /// <summary>A value: a double, long, bool, DateTime or string, or null where it is missing.</summary>
    /// <exception cref="ArgumentException">No column has this name; the message lists the names.</exception>
    public object? this[string key] => _table[key][_index];

    /// <summary>The names of the columns.</summary>
    public IEnumerable<string> Keys => _table.Columns.Select(column => column.Name);

    /// <summary>The values, in the order of the columns.</summary>
    public IEnumerable<object?> Values => _table.Columns.Select(column => column[_index]);

    /// <summary>How many columns there are.</summary>
    public int Count => _table.Columns.Count;

    /// <summary>Whether a column has this name.</summary>
    public bool ContainsKey(string key) => _table.Find(key) is not null;

    /// <summary>A value, where a column has this name.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        TableColumn? column = _table.Find(key);
        value = column?[_index];
        return column is not null;
    }

    /// <summary>The names of the columns with the values, in order.</summary>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        _table.Columns.Select(column => KeyValuePair.Create(column.Name, column[_index])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
