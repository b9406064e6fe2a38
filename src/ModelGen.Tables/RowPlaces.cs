namespace ModelGen.Data;

/// <summary>Where the rows of a table come from, so that messages can say it.</summary>
/// <param name="Source">The file, or what else messages call the table.</param>
/// <param name="Word">What its rows are called: lines of a file, or rows.</param>
/// <param name="Numbers">The number of each row; null where they count from 0.</param>
internal sealed record RowPlaces(string Source, string Word, int[]? Numbers)
{
    /// <summary>Rows in memory.</summary>
    public static RowPlaces OfMemory { get; } = new("the table", "row", null);

    /// <summary>The place of a row: <c>iris.csv, line 17</c>.</summary>
    public string Of(int row) => $"{Source}, {Word} {Numbers?[row] ?? row}";

    /// <summary>Those of some rows.</summary>
    public RowPlaces Take(int[] rows) => this with { Numbers = Array.ConvertAll(rows, row => Numbers?[row] ?? row) };
}
