namespace ModelGen.Generators.Summary;

/// <summary>
/// The table of Keras 2 up to 2.6: 65 columns, of a graph 98, rules of underscores, cells cut where they are too long.
/// </summary>
internal static class ClassicTable
{
    private static readonly int[] s_stops = [29, 55, 65];
    private static readonly int[] s_graphStops = [32, 53, 65, 98];

    public static IEnumerable<string> Render(string modelName, IReadOnlyList<SummaryRow> rows)
    {
        bool isGraph = SummaryTable.IsGraph(rows);
        int[] stops = isGraph ? s_graphStops : s_stops;
        int width = stops[stops.Length - 1];
        string thin = new('_', width);
        string thick = new('=', width);
        yield return $"Model: \"{modelName}\"";
        yield return thin;
        yield return Row(stops, ["Layer (type)", "Output Shape", "Param #", .. isGraph ? (string[])["Connected to"] : []]);
        yield return thick;
        for (int i = 0; i < rows.Count; i++)
        {
            string[] texts = [$"{rows[i].Name} ({rows[i].ClassName})", ShapeOf(rows[i]), Text.Plain(rows[i].Parameters)];
            string[] connected = [.. rows[i].Connected ?? []];
            yield return Row(stops, [.. texts, .. isGraph ? (string[])[connected.FirstOrDefault() ?? ""] : []]);
            foreach (string further in connected.Skip(1)) { yield return Row(stops, ["", "", "", further]); }
            yield return i == rows.Count - 1 ? thick : thin;
        }

        long parameters = rows.Sum(row => row.Parameters), untrained = rows.Sum(row => row.Untrained);
        yield return $"Total params: {Text.Number(parameters)}";
        yield return $"Trainable params: {Text.Number(parameters - untrained)}";
        yield return $"Non-trainable params: {Text.Number(untrained)}";
        yield return thin;
    }

    // Of an input it printed a list of shapes.
    private static string ShapeOf(SummaryRow row) => row.ClassName == "InputLayer" ? $"[{row.OutputShape}]" : row.OutputShape;

    // Each further cell overwrites the last character before it with a blank.
    private static string Row(int[] stops, string[] cells)
    {
        string line = "";
        for (int i = 0; i < cells.Length; i++)
        {
            if (i > 0) { line = line.Substring(0, line.Length - 1) + " "; }
            line += cells[i];
            line = line.Length > stops[i] ? line.Substring(0, stops[i]) : line.PadRight(stops[i]);
        }

        return line;
    }
}
