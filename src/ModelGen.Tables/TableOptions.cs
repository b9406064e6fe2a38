using System.Text;

namespace ModelGen.Data;

/// <summary>How <see cref="Table.ReadCsv(string, TableOptions?)"/> reads a file. What is left out is recognized by the file.</summary>
public sealed record TableOptions
{
    /// <summary>What means that a value is missing where nothing else is said: pandas's list.</summary>
    public static IReadOnlyCollection<string> DefaultMissing { get; } =
    [
        "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN",
        "None", "n/a", "nan", "null",
    ];

    /// <summary>What stands between two fields. Left out: the comma, semicolon, tab or bar that parts the first lines.</summary>
    public char? Separator { get; init; }

    /// <summary>
    /// What stands before the decimals: a point or a comma. Left out: a comma where a comma parts no fields, and more fields of the file's
    /// first lines are numbers with a comma than with a point.
    /// </summary>
    public char? Decimal { get; init; }

    /// <summary>
    /// Whether the first line names the columns. Left out: it does, and a number among the names is an error. False: the columns are
    /// <c>column1</c>, <c>column2</c>, ...
    /// </summary>
    public bool? Header { get; init; }

    /// <summary>Whether fields may stand in quotes, which are doubled inside them. False: quotes are letters as others.</summary>
    public bool Quotes { get; init; } = true;

    /// <summary>What means that a value is missing, also in quotes; case counts. <see cref="DefaultMissing"/>.</summary>
    public IReadOnlyCollection<string> Missing { get; init; } = DefaultMissing;

    /// <summary>
    /// What some columns hold, by their names: a field that is something else is an error. Left out: what all fields of a column are.
    /// </summary>
    public IReadOnlyDictionary<string, ColumnType> Types { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>The encoding. Left out: what the byte order mark says, UTF-8 where there is none.</summary>
    public Encoding? Encoding { get; init; }
}
