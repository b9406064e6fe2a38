namespace ModelGen.Data;

/// <summary>
/// How columns become numbers, where not by default: numbers are standardized, truth values are 0 or 1, categories are one-hot. Of several
/// rules for one column the last one holds.
/// </summary>
public sealed class ColumnRules
{
    private readonly Table _table;
    private readonly string? _target;

    internal ColumnRules(Table table, string? target) => (_table, _target) = (table, target);

    internal Dictionary<string, ColumnEncoding> Encodings { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> Dropped { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, object> Fills { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> WithUnknown { get; } = new(StringComparer.Ordinal);

    internal bool HasClasses { get; private set; }

    /// <summary>
    /// Less the mean of the training rows, divided by their standard deviation, as Keras's <c>Normalization</c>. A column that is the same
    /// in all of them is only moved. Dates count as days.
    /// </summary>
    /// <exception cref="ArgumentException">No column has one of the names, it is the target, or it holds categories.</exception>
    public ColumnRules Standardize(params string[] columns) => Encode(ColumnEncoding.Standardize, columns);

    /// <summary>
    /// From 0, the least of the training rows, to 1, the greatest, as scikit-learn's <c>MinMaxScaler</c>; others may lie outside. A column
    /// that is the same in all of them is only moved.
    /// </summary>
    /// <inheritdoc cref="Standardize(string[])"/>
    public ColumnRules MinMax(params string[] columns) => Encode(ColumnEncoding.MinMax, columns);

    /// <summary>The numbers as they are; false is 0 and true is 1.</summary>
    /// <inheritdoc cref="Standardize(string[])"/>
    public ColumnRules Keep(params string[] columns) => Encode(ColumnEncoding.Keep, columns);

    /// <summary>
    /// An input for each category of the training rows, in order: 1 for the row's own, 0 for the others. Whole numbers and truth values can
    /// be categories, too.
    /// </summary>
    /// <exception cref="ArgumentException">No column has one of the names, it is the target, or it holds numbers or dates.</exception>
    public ColumnRules OneHot(params string[] columns) => Encode(ColumnEncoding.OneHot, columns);

    /// <summary>Not at all: these columns are left out.</summary>
    /// <exception cref="ArgumentException">No column has one of the names, or it is the target.</exception>
    public ColumnRules Drop(params string[] columns)
    {
        foreach (TableColumn column in Find(columns)) { Dropped.Add(column.Name); }
        return this;
    }

    /// <summary>What stands in for missing values, found in the training rows.</summary>
    /// <param name="fill">How it is found.</param>
    /// <param name="columns">The columns; none: all that it suits.</param>
    /// <exception cref="ArgumentException">No column has one of the names, it is the target, or it has no mean or median.</exception>
    public ColumnRules FillMissing(Fill fill, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        bool isForAll = columns.Length == 0;
        foreach (TableColumn column in isForAll ? _table.Columns.Where(column => column.Name != _target) : Find(columns))
        {
            bool suits = fill == Fill.MostFrequent || column.Type is ColumnType.Number or ColumnType.Integer;
            if (suits) { Fills[column.Name] = fill; }
            else if (!isForAll)
            {
                throw new ArgumentException(
                    $"Column \"{column.Name}\" holds {column.Type} values, which have no {fill}. Use Fill.MostFrequent, or give a value.",
                    nameof(columns));
            }
        }

        return this;
    }

    /// <summary>What stands in for missing values.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The value, of the type that the column holds.</param>
    /// <exception cref="ArgumentException">No column has the name, it is the target, or it holds something else.</exception>
    public ColumnRules FillMissing(string column, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        TableColumn found = Find([column])[0];
        if (!new ColumnBuilder(column, found.Type == ColumnType.Integer ? ColumnType.Number : found.Type).TryAdd(value))
        {
            throw new ArgumentException(
                $"Column \"{column}\" can be filled with {Values.Of(found.Type)}, not with \"{value}\".", nameof(value));
        }

        Fills[column] = Values.Plain(value)!;
        return this;
    }

    /// <summary>Categories that no training row has become 0 for all inputs of the column; else they are errors.</summary>
    /// <param name="columns">The columns; none: all.</param>
    /// <exception cref="ArgumentException">No column has one of the names, or it is the target.</exception>
    public ColumnRules IgnoreUnknown(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        string[] inputs = [.. _table.Columns.Select(column => column.Name).Where(name => name != _target)];
        WithUnknown.UnionWith(Find(columns.Length == 0 ? inputs : columns).Select(column => column.Name));
        return this;
    }

    /// <summary>The whole numbers of the target are names of classes, and become the indices of these.</summary>
    /// <exception cref="InvalidOperationException">There is no target, or it holds numbers with decimals or dates.</exception>
    public ColumnRules TargetIsClasses()
    {
        if (_target is null || _table[_target].Type is ColumnType.Number or ColumnType.Date)
        {
            throw new InvalidOperationException(_target is null
                ? "There is no target." : $"The target \"{_target}\" holds {_table[_target].Type} values, which are no names of classes.");
        }

        HasClasses = true;
        return this;
    }

    private ColumnRules Encode(ColumnEncoding encoding, string[] columns)
    {
        foreach (TableColumn column in Find(columns))
        {
            bool suits = encoding == ColumnEncoding.OneHot
                ? column.Type is not (ColumnType.Number or ColumnType.Date) : column.Type != ColumnType.Category;
            if (!suits)
            {
                throw new ArgumentException($"Column \"{column.Name}\" holds {column.Type} values, for which {encoding} is not.",
                    nameof(columns));
            }

            Encodings[column.Name] = encoding;
            Dropped.Remove(column.Name);
        }

        return this;
    }

    private TableColumn[] Find(string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return [.. columns.Select(name => name != _target ? _table[name]
            : throw new ArgumentException($"Column \"{name}\" is the target, which is not encoded as the inputs are.", nameof(columns)))];
    }
}
