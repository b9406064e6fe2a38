namespace ModelGen.Generators.Summary;

/// <summary>The table of Keras 2 up to 2.6: 65 columns, rules of underscores, cells cut where they are too long.</summary>
internal static class ClassicTable
{
    private static readonly int[] Stops = [29, 55, 65];

    public static IEnumerable<string> Render(string modelName, IReadOnlyList<SummaryRow> rows)
    {
        int width = Stops[Stops.Length - 1];
        string thin = new('_', width);
        string thick = new('=', width);
        yield return $"Model: \"{modelName}\"";
        yield return thin;
        yield return Row("Layer (type)", "Output Shape", "Param #");
        yield return thick;
        for (int i = 0; i < rows.Count; i++)
        {
            yield return Row($"{rows[i].Name} ({rows[i].ClassName})", rows[i].OutputShape, Text.Plain(rows[i].Parameters));
            yield return i == rows.Count - 1 ? thick : thin;
        }

        string parameters = Text.Number(rows.Sum(row => row.Parameters));
        yield return $"Total params: {parameters}";
        yield return $"Trainable params: {parameters}";
        yield return "Non-trainable params: 0";
        yield return thin;
    }

    // Each further cell overwrites the last character before it with a blank.
    private static string Row(params string[] cells)
    {
        string line = "";
        for (int i = 0; i < cells.Length; i++)
        {
            if (i > 0) { line = line.Substring(0, line.Length - 1) + " "; }
            line += cells[i];
            line = line.Length > Stops[i] ? line.Substring(0, Stops[i]) : line.PadRight(Stops[i]);
        }

        return line;
    }
}
