using System.Text.Json.Serialization;

namespace ModelGen.Data;

/// <summary>The column that is predicted, as it is saved.</summary>
/// <param name="Column">What it is called.</param>
/// <param name="Type">What it held.</param>
internal sealed record EncodedTarget([property: JsonRequired] string Column, [property: JsonRequired] ColumnType Type)
{
    private const int MostShown = 10;

    /// <summary>The names of the classes in order; null where it is a number.</summary>
    public string[]? Classes { get; init; }

    /// <summary>Looks at a column.</summary>
    /// <exception cref="ArgumentException">It holds dates, or nothing.</exception>
    public static EncodedTarget Of(Table table, TableColumn column, bool hasClasses)
    {
        string place = $"{table.Places.Source}, column \"{column.Name}\"";
        if (column.Type == ColumnType.Date) { throw new ArgumentException($"{place}: it holds dates, which cannot be predicted."); }
        if (column.MissingCount == column.Count) { throw new ArgumentException($"{place}: all values are missing."); }
        bool isCategory = hasClasses || column.Type is ColumnType.Category or ColumnType.Boolean;
        return new(column.Name, column.Type) { Classes = isCategory ? ColumnFit.CategoriesOf(column) : null };
    }

    /// <summary>The labels of some rows.</summary>
    /// <exception cref="InvalidDataException">One is missing, or is none of the training rows.</exception>
    /// <exception cref="ArgumentException">The column is not there.</exception>
    public Labels LabelsOf(Table table)
    {
        TableColumn column = table.Find(Column) ?? throw table.NoColumn(Column);
        for (int row = 0; row < table.Count; row++)
        {
            if (column.IsMissing(row)) { throw Wrong(table, row, "the value is missing, but it is the target"); }
        }

        if (Classes is null) { return ValuesOf(table, column); }
        Dictionary<string, int> places = Classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var classes = new int[table.Count];
        for (int row = 0; row < classes.Length; row++)
        {
            string name = column.TextAt(row)!;
            if (!places.TryGetValue(name, out classes[row]))
            {
                throw Wrong(table, row, $"\"{name}\" is no class of the training rows, which have {Shown(Classes)}");
            }
        }

        return classes;
    }

    /// <summary>The first of some names.</summary>
    public static string Shown(string[] names) =>
        string.Join(", ", names.Take(MostShown)) + (names.Length > MostShown ? $" and {names.Length - MostShown:N0} others" : "");

    private Labels ValuesOf(Table table, TableColumn column)
    {
        var values = new float[table.Count];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = column.Type is ColumnType.Number or ColumnType.Integer ? (float)column.NumberAt(row) : float.NaN;
            if (!float.IsFinite(values[row]))
            {
                throw Wrong(table, row, $"found \"{column.TextAt(row)}\", expected {Data.Values.Of(Type)} that a float can hold");
            }
        }

        return values;
    }

    private InvalidDataException Wrong(Table table, int row, string what) =>
        new($"{table.Places.Of(row)}, column \"{Column}\": {what}.");
}
