namespace ModelGen.Data;

/// <summary>A column of a table: values of one type, some of which may be missing. It does not change.</summary>
public sealed class TableColumn
{
    // Numbers; whole numbers or ticks; places in the names. Missing: not a number, the least whole number, a place of -1.
    private readonly double[]? _numbers;
    private readonly long[]? _wholes;
    private readonly int[]? _codes;
    private readonly string[] _names;

    /// <summary>A column of numbers.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="values">The numbers, copied; NaN where one is missing.</param>
    /// <exception cref="ArgumentException">A number is infinite.</exception>
    public TableColumn(string name, IEnumerable<double> values) : this(name, ColumnType.Number, numbers: [.. values])
    {
        if (Array.FindIndex(_numbers!, double.IsInfinity) is >= 0 and var row)
        {
            throw new ArgumentException($"Row {row:N0} of column \"{name}\" is {_numbers![row]}; numbers are finite.", nameof(values));
        }
    }

    /// <summary>A column of whole numbers.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="values">The numbers, copied; <see cref="long.MinValue"/> where one is missing.</param>
    public TableColumn(string name, IEnumerable<long> values) : this(name, ColumnType.Integer, wholes: [.. values]) { }

    /// <summary>A column of truth values.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="values">The values, copied; null where one is missing.</param>
    public TableColumn(string name, IEnumerable<bool?> values)
        : this(name, ColumnType.Boolean, codes: [.. values.Select(value => value is { } known ? known ? 1 : 0 : -1)],
            names: [bool.FalseString, bool.TrueString])
    {
    }

    /// <summary>A column of dates.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="values">The dates, copied, in UTC; null where one is missing.</param>
    public TableColumn(string name, IEnumerable<DateTime?> values)
        : this(name, ColumnType.Date, wholes: [.. values.Select(value => value?.Ticks ?? long.MinValue)])
    {
    }

    /// <summary>A column of categories.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="values">The texts, copied; null where one is missing.</param>
    public TableColumn(string name, IEnumerable<string?> values) : this(name, Categories(values)) { }

    internal TableColumn(
        string name, ColumnType type, double[]? numbers = null, long[]? wholes = null, int[]? codes = null, string[]? names = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, Type, _numbers, _wholes, _codes, _names) = (name, type, numbers, wholes, codes, names ?? []);
        Count = numbers?.Length ?? wholes?.Length ?? codes!.Length;
        MissingCount = numbers?.Count(double.IsNaN) ?? wholes?.Count(long.MinValue) ?? codes.AsSpan().Count(-1);
    }

    private TableColumn(string name, (int[] Codes, string[] Names) found)
        : this(name, ColumnType.Category, codes: found.Codes, names: found.Names)
    {
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What it holds.</summary>
    public ColumnType Type { get; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>In how many of them the value is missing.</summary>
    public int MissingCount { get; }

    /// <summary>A value: a double, long, bool, DateTime or string, or null where it is missing.</summary>
    /// <param name="row">0 to Count - 1.</param>
    public object? this[int row] => IsMissing(row) ? null : Type switch
    {
        ColumnType.Number => _numbers![row],
        ColumnType.Integer => _wholes![row],
        ColumnType.Boolean => _codes![row] == 1,
        ColumnType.Date => new DateTime(_wholes![row], DateTimeKind.Utc),
        _ => _names[_codes![row]],
    };

    /// <summary>Whether a value is missing.</summary>
    /// <param name="row">0 to Count - 1.</param>
    public bool IsMissing(int row) =>
        _numbers is not null ? double.IsNaN(_numbers[row]) : (_wholes is not null ? _wholes[row] == long.MinValue : _codes![row] < 0);

    /// <summary>
    /// All values as numbers, NaN where one is missing: false is 0 and true is 1, dates are days since 1970-01-01.
    /// </summary>
    /// <exception cref="InvalidOperationException">These are categories.</exception>
    public double[] ToNumbers() => Type == ColumnType.Category
        ? throw new InvalidOperationException($"Column \"{Name}\" holds categories, no numbers.")
        : [.. Enumerable.Range(0, Count).Select(NumberAt)];

    /// <summary>How often each value occurs, the most frequent first, the others in the order of their texts.</summary>
    public IReadOnlyList<(string Value, int Count)> ValueCounts() =>
    [
        .. Enumerable.Range(0, Count).Where(row => !IsMissing(row)).CountBy(row => TextAt(row)!)
            .Select(pair => (Value: pair.Key, Count: pair.Value))
            .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Value, StringComparer.Ordinal),
    ];

    /// <summary>What it is called, what it holds and how much of it is missing.</summary>
    public override string ToString() => $"{Name}: {Type}, {Count:N0} rows, {MissingCount:N0} missing";

    /// <summary>A value as a number; NaN where it is missing.</summary>
    internal double NumberAt(int row) => _numbers is not null ? _numbers[row]
        : IsMissing(row) ? double.NaN
        : Type == ColumnType.Date ? Values.Days(new DateTime(_wholes![row])) : _wholes?[row] ?? _codes![row];

    /// <summary>A value as a text that is the same everywhere; null where it is missing.</summary>
    internal string? TextAt(int row) => IsMissing(row) ? null : _codes is not null ? _names[_codes[row]] : Values.Text(this[row]!);

    /// <summary>Some of the rows.</summary>
    internal TableColumn Take(int[] rows) => new(
        Name, Type, Taken(_numbers, rows), Taken(_wholes, rows), Taken(_codes, rows), _names);

    private static T[]? Taken<T>(T[]? all, int[] rows) => all is null ? null : Array.ConvertAll(rows, row => all[row]);

    private static (int[], string[]) Categories(IEnumerable<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        OrderedDictionary<string, int> names = new(StringComparer.Ordinal);
        List<int> codes = [];
        foreach (string? value in values)
        {
            if (value is not null) { names.TryAdd(value, names.Count); }
            codes.Add(value is null ? -1 : names[value]);
        }

        return ([.. codes], [.. names.Keys]);
    }
}
