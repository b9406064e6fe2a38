namespace ModelGen.Generators.Summary;

/// <summary>The tables that Keras prints, character for character; lines end in LF, the last one has no end.</summary>
internal static class SummaryTable
{
    public static string Render(string modelName, IReadOnlyList<SummaryRow> rows, SummaryStyle style) => string.Join("\n", style switch
    {
        SummaryStyle.Keras3 => Keras3Table.Render(modelName, rows, 76),
        SummaryStyle.Keras3Wide => Keras3Table.Render(modelName, rows, 88),
        _ => ClassicTable.Render(modelName, rows),
    });
}
