namespace ModelGen.Data;

/// <summary>Collects the values of a column of known type.</summary>
internal sealed class ColumnBuilder(string name, ColumnType type)
{
    private readonly List<double> _numbers = [];
    private readonly List<long> _wholes = [];
    private readonly List<int> _codes = [];
    private readonly List<string> _names = type == ColumnType.Boolean ? [bool.FalseString, bool.TrueString] : [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>What the column holds.</summary>
    public ColumnType Type { get; private set; } = type;

    /// <summary>Adds a row whose value is missing.</summary>
    public void AddMissing()
    {
        switch (Type)
        {
            case ColumnType.Number: _numbers.Add(double.NaN); break;
            case ColumnType.Integer or ColumnType.Date: _wholes.Add(long.MinValue); break;
            default: _codes.Add(-1); break;
        }
    }

    public void Add(double number) => _numbers.Add(number);

    public void Add(long whole) => _wholes.Add(whole);

    public void Add(DateTime date) => _wholes.Add(date.Ticks);

    public void Add(bool truth) => _codes.Add(truth ? 1 : 0);

    public void Add(ReadOnlySpan<char> category)
    {
        var places = _places.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!places.TryGetValue(category, out int code))
        {
            code = _names.Count;
            _names.Add(category.ToString());
            _places.Add(_names[code], code);
        }

        _codes.Add(code);
    }

    /// <summary>Adds a value, whose type must be the column's; whole numbers are numbers, too.</summary>
    public bool TryAdd(object value)
    {
        switch (Type, Values.Plain(value))
        {
            case (ColumnType.Number, double number) when double.IsFinite(number): Add(number); return true;
            case (ColumnType.Number, long number): Add((double)number); return true;
            case (ColumnType.Integer, long number) when number != long.MinValue: Add(number); return true;
            case (ColumnType.Boolean, bool truth): Add(truth); return true;
            case (ColumnType.Date, DateTime date): Add(date); return true;
            case (ColumnType.Category, string text): Add(text.AsSpan()); return true;
            default: return false;
        }
    }

    /// <summary>Whole numbers are numbers from now on.</summary>
    public void Widen()
    {
        _numbers.AddRange(_wholes.Select(whole => whole == long.MinValue ? double.NaN : whole));
        _wholes.Clear();
        _wholes.TrimExcess();
        Type = ColumnType.Number;
    }

    public TableColumn ToColumn() => Type switch
    {
        ColumnType.Number => new(name, Type, numbers: [.. _numbers]),
        ColumnType.Integer or ColumnType.Date => new(name, Type, wholes: [.. _wholes]),
        _ => new(name, Type, codes: [.. _codes], names: [.. _names]),
    };
}
