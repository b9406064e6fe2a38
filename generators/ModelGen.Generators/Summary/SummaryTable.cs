namespace ModelGen.Generators.Summary;

/// <summary>
/// The tables that Keras prints, character for character; lines end in LF, the last one has no end. A model that is no chain has a fourth
/// column, and then Keras's tables are wider.
/// </summary>
internal static class SummaryTable
{
    private const int Width = 76;

    public static string Render(string modelName, IReadOnlyList<SummaryRow> rows, SummaryStyle style) => string.Join("\n", style switch
    {
        SummaryStyle.Keras3 => Keras3Table.Render(modelName, rows, Width),
        SummaryStyle.Keras3Wide => Keras3Table.Render(modelName, rows, IsGraph(rows) ? 108 : 88),
        _ => ClassicTable.Render(modelName, rows),
    });

    /// <summary>Keras 3's table without the lines below it.</summary>
    public static string WithoutTotals(string modelName, IReadOnlyList<SummaryRow> rows) =>
        string.Join("\n", Keras3Table.Rows(modelName, rows, Width));

    /// <summary>Whether rows say what they are connected to.</summary>
    public static bool IsGraph(IReadOnlyList<SummaryRow> rows) => rows.Any(row => row.Connected is not null);
}
