namespace ModelGen.Data;

/// <summary>
/// Makes numbers of tables, for the inputs and the labels of a model. All that it needs to know, it has found in the training rows: means
/// and deviations, least and greatest values, categories, what stands in for missing values. It does not change.
/// </summary>
public sealed partial class TableEncoder
{
    private readonly EncodedColumn[] _inputs;
    private readonly EncodedTarget? _target;

    private TableEncoder(EncodedColumn[] inputs, EncodedTarget? target)
    {
        (_inputs, _target) = (inputs, target);
        InputNames = [.. inputs.SelectMany(column => column.InputNames)];
        ClassNames = target?.Classes ?? [];
    }

    /// <summary>What the inputs of a model are called, in order: columns, and for one-hot columns <c>column_category</c>.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>The column that is predicted; null where there is none.</summary>
    public string? Target => _target?.Column;

    /// <summary>The classes of the target in the order of their indices, as scikit-learn's <c>LabelEncoder</c>; empty where it is a number.
    /// </summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Looks at the training rows.</summary>
    /// <param name="train">The training rows, and no others: what is found in rows to test with makes the test too good.</param>
    /// <param name="target">The column to predict. Categories and truth values become class indices, in the order of their names, and
    /// numbers stay as they are. Null: none.</param>
    /// <param name="columns">How columns become numbers, where not by default: <c>columns => columns.MinMax("age").Drop("id")</c>.</param>
    /// <exception cref="ArgumentException">There are no rows, no column has one of the names, a column has no default, or all its values
    /// are missing.</exception>
    public static TableEncoder Fit(Table train, string? target = null, Func<ColumnRules, ColumnRules>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (train.Count == 0) { throw new ArgumentException($"{train.Places.Source} has no rows; nothing can be learned.", nameof(train)); }
        TableColumn? predicted = target is null ? null : train[target];
        var rules = new ColumnRules(train, target);
        columns?.Invoke(rules);
        EncodedColumn[] inputs =
        [
            .. train.Columns.Where(column => column != predicted && !rules.Dropped.Contains(column.Name))
                .Select(column => ColumnFit.Of(train, column, rules)),
        ];
        return inputs.Length == 0
            ? throw new ArgumentException($"{train.Places.Source} has no column to predict from.", nameof(train))
            : new(inputs, predicted is null ? null : EncodedTarget.Of(train, predicted, rules.HasClasses));
    }

    /// <summary>Inputs and labels for a model.</summary>
    /// <param name="table">Rows with the columns of the training rows; others do not matter.</param>
    /// <exception cref="InvalidOperationException">The encoder has no target: <see cref="TransformInputs"/> gives the inputs alone.
    /// </exception>
    /// <exception cref="InvalidDataException">A value is missing for which nothing stands in, a category is not known, or a column holds
    /// something else; the message names the row and the column.</exception>
    /// <exception cref="ArgumentException">A column is not there, or there are more inputs than one array holds.</exception>
    public Dataset Transform(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (_target is null) { throw new InvalidOperationException("There is no target; TransformInputs gives the inputs alone."); }
        Labels labels = _target.LabelsOf(table);
        return Dataset.From(TransformInputs(table), labels, InputNames.Count);
    }

    /// <summary>Inputs for a model, one row after the other; the table needs no target.</summary>
    /// <inheritdoc cref="Transform(Table)"/>
    public float[] TransformInputs(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        long size = (long)table.Count * InputNames.Count;
        if (size > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{table.Count:N0} rows of {InputNames.Count:N0} inputs are {size:N0} values, more than one array holds "
                    + $"({Array.MaxLength:N0}). Transform parts of the table.", nameof(table));
        }

        var inputs = new float[size];
        int place = 0;
        foreach (EncodedColumn encoded in _inputs)
        {
            TableColumn column = table.Find(encoded.Column) ?? throw table.NoColumn(encoded.Column);
            CheckType(table, column, encoded);
            for (int row = 0; row < table.Count; row++)
            {
                Span<float> into = inputs.AsSpan((row * InputNames.Count) + place, encoded.Size);
                string? text = encoded.Categories is null ? null : column.TextAt(row);
                if (!TryEncode(encoded, column.IsMissing(row), text, text is null ? ValueAt(column, row) : 0, into, out string? fault))
                {
                    throw new InvalidDataException($"{table.Places.Of(row)}, column \"{column.Name}\": {fault}");
                }
            }

            place += encoded.Size;
        }

        return inputs;
    }

    /// <summary>The inputs of one row, for <c>Predict</c>.</summary>
    /// <param name="row">The values by the names of the columns: numbers, truth values, dates and texts; null where one is missing. Others
    /// than the columns of the training rows do not matter.</param>
    /// <exception cref="ArgumentException">A value is not there, or holds something else, or is missing and nothing stands in for it, or a
    /// category is not known; the message names the column.</exception>
    public float[] Transform(IReadOnlyDictionary<string, object?> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var inputs = new float[InputNames.Count];
        int place = 0;
        foreach (EncodedColumn encoded in _inputs)
        {
            if (!row.TryGetValue(encoded.Column, out object? given))
            {
                throw new ArgumentException(
                    $"The row has no value \"{encoded.Column}\". It needs: {string.Join(", ", _inputs.Select(column => column.Column))}.",
                    nameof(row));
            }

            (string? text, double number) = SingleValue(encoded, given, nameof(row));
            if (!TryEncode(encoded, given is null, text, number, inputs.AsSpan(place, encoded.Size), out string? fault))
            {
                throw new ArgumentException($"Column \"{encoded.Column}\": {fault}", nameof(row));
            }

            place += encoded.Size;
        }

        return inputs;
    }

    private static double ValueAt(TableColumn column, int row) => column.Type == ColumnType.Category ? double.NaN : column.NumberAt(row);

    private static bool TryEncode(
        EncodedColumn encoded, bool isMissing, string? text, double number, Span<float> into, out string? fault)
    {
        fault = null;
        if (isMissing && !encoded.HasFill)
        {
            fault = "the value is missing. Say what stands in for it when the encoder is fitted: FillMissing(Fill.MostFrequent, "
                + $"\"{encoded.Column}\"), or take such rows out: DropMissing(\"{encoded.Column}\").";
        }
        else if (encoded.Categories is null)
        {
            into[0] = encoded.Of(isMissing ? encoded.FillNumber!.Value : number);
            if (!float.IsFinite(into[0])) { fault = $"{number} becomes {into[0]}; inputs are finite numbers."; }
        }
        else
        {
            int place = encoded.PlaceOf(isMissing ? encoded.FillCategory! : text!);
            if (place >= 0) { into[place] = 1; }
            else if (encoded.IgnoreUnknown != true)
            {
                fault = $"\"{(isMissing ? encoded.FillCategory : text)}\" is no category of the training rows, which have "
                    + $"{EncodedTarget.Shown(encoded.Categories)}. IgnoreUnknown(\"{encoded.Column}\") makes such categories zeros.";
            }
        }

        return fault is null;
    }

    private static (string? Text, double Number) SingleValue(EncodedColumn encoded, object? given, string argument)
    {
        if (given is null) { return (null, 0); }
        object? value = Values.Plain(given);
        if (encoded.Categories is not null && value is not null) { return (Values.Text(value), 0); }
        switch (encoded.Type, value)
        {
            case (ColumnType.Number or ColumnType.Integer, double number) when double.IsFinite(number): return (null, number);
            case (ColumnType.Number or ColumnType.Integer, long number): return (null, number);
            case (ColumnType.Boolean, bool truth): return (null, truth ? 1 : 0);
            case (ColumnType.Date, DateTime date): return (null, Values.Days(date));
            default:
                throw new ArgumentException(
                    $"Column \"{encoded.Column}\": found \"{given}\" ({given.GetType().Name}), expected {Values.Of(encoded.Type)}.",
                    argument);
        }
    }

    private static void CheckType(Table table, TableColumn column, EncodedColumn encoded)
    {
        bool isNumber = encoded.Type is ColumnType.Number or ColumnType.Integer;
        if (encoded.Categories is not null || column.Type == encoded.Type || column.MissingCount == column.Count
            || (isNumber && column.Type is ColumnType.Number or ColumnType.Integer))
        {
            return;
        }

        int row = Enumerable.Range(0, column.Count).First(row => !column.IsMissing(row)
            && !(isNumber && double.TryParse(column.TextAt(row), System.Globalization.CultureInfo.InvariantCulture, out _)));
        throw new InvalidDataException(
            $"{table.Places.Of(row)}, column \"{column.Name}\": found \"{column.TextAt(row)}\", expected {Values.Of(encoded.Type)}, as in "
                + "the training rows.");
    }
}
