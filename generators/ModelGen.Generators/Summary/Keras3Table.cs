using System.Text;

namespace ModelGen.Generators.Summary;

/// <summary>Keras 3's table: boxes, wrapped cells, sizes in the lines below.</summary>
internal static class Keras3Table
{
    private static readonly double[] s_positions = [0.45, 0.80, 1.0];
    private static readonly double[] s_graphPositions = [0.3, 0.56, 0.74, 1.0];

    // Numbers end at the right.
    private const int Parameters = 2, Connections = 3;
    private static readonly int[] s_costWidths = [18, 13];

    public static IEnumerable<string> Render(string modelName, IReadOnlyList<SummaryRow> rows, int width)
    {
        foreach (string line in Rows(modelName, rows, width)) { yield return line; }
        long parameters = rows.Sum(row => row.Parameters), untrained = rows.Sum(row => row.Untrained);
        yield return $" Total params: {Count(parameters)}";
        yield return $" Trainable params: {Count(parameters - untrained)}";
        yield return $" Non-trainable params: {Count(untrained)}";
    }

    /// <summary>The table without the lines below it. Where rows say what layers cost, it has two columns more than Keras's.</summary>
    public static IEnumerable<string> Rows(string modelName, IReadOnlyList<SummaryRow> rows, int width)
    {
        bool isGraph = SummaryTable.IsGraph(rows), hasCosts = rows.Any(row => row.Cost is not null);
        int[] cells = [.. CellWidths(width, isGraph ? s_graphPositions : s_positions), .. hasCosts ? s_costWidths : []];
        string[] heads = ["Layer (type)", "Output Shape", "Param #", .. isGraph ? (string[])["Connected to"] : [],
            .. hasCosts ? (string[])["Multiply-adds", "Memory"] : []];
        yield return $"Model: \"{modelName}\"";
        yield return Rule(cells, '┏', '━', '┳', '┓');
        foreach (string line in Row(cells, '┃', heads)) { yield return line; }
        yield return Rule(cells, '┡', '━', '╇', '┩');
        for (int i = 0; i < rows.Count; i++)
        {
            if (i > 0) { yield return Rule(cells, '├', '─', '┼', '┤'); }
            string[] texts = [$"{rows[i].Name} ({rows[i].ClassName})", rows[i].OutputShape, Text.Number(rows[i].Parameters),
                .. isGraph ? (string[])[Connected(rows[i])] : [],
                .. rows[i].Cost is { } cost ? (string[])[Text.Number(cost.MultiplyAdds), Text.Bytes(cost.Bytes, "F2")] : []];
            foreach (string line in Row(cells, '│', texts)) { yield return line; }
        }

        yield return Rule(cells, '└', '─', '┴', '┘');
    }

    private static string Connected(SummaryRow row) => row.Connected is { Count: > 0 } all ? string.Join(", ", all) : "-";

    /// <summary>A count of float32 values with its size: 46,922 (183.29 KB).</summary>
    private static string Count(long parameters) => $"{Text.Number(parameters)} ({Text.Bytes(4.0 * parameters, "F2")})";

    // Widths at the relative positions, less what two blanks a cell and the rules between take too much, from the left.
    private static int[] CellWidths(int width, double[] positions)
    {
        int[] ends = [.. positions.Select(position => (int)(position * width))];
        int[] cells = [.. ends.Select((end, i) => end - (i == 0 ? 0 : ends[i - 1]) + 2)];
        int excess = cells.Sum() - (width - (cells.Length + 1));
        for (int i = 0; i < cells.Length; i++)
        {
            int share = (int)Math.Round((double)excess / (cells.Length - i), MidpointRounding.ToEven);
            cells[i] -= share;
            excess -= share;
        }

        return cells;
    }

    private static string Rule(int[] cells, char left, char line, char between, char right)
    {
        var text = new StringBuilder().Append(left);
        for (int i = 0; i < cells.Length; i++) { text.Append(line, cells[i]).Append(i < cells.Length - 1 ? between : right); }
        return text.ToString();
    }

    private static IEnumerable<string> Row(int[] cells, char edge, params string[] texts)
    {
        int firstCost = cells.Length > Connections + 1 ? cells.Length - s_costWidths.Length : cells.Length;
        List<string>[] columns = [.. texts.Select((text, i) => Wrap(text, cells[i] - 2))];
        int lines = columns.Max(column => column.Count);
        for (int line = 0; line < lines; line++)
        {
            var row = new StringBuilder().Append(edge);
            for (int i = 0; i < columns.Length; i++)
            {
                string text = line < columns[i].Count ? columns[i][line] : "";
                int blanks = cells[i] - 2 - text.Length;
                bool endsRight = i == Parameters || i >= firstCost;
                row.Append(' ', endsRight ? 1 + blanks : 1).Append(text).Append(' ', endsRight ? 1 : 1 + blanks).Append(edge);
            }

            yield return row.ToString();
        }
    }

    // At blanks; a single word that is too wide is cut, with an ellipsis.
    private static List<string> Wrap(string text, int width)
    {
        if (text.Length <= width) { return [text]; }
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line != "" && line.Length + 1 + word.Length > width)
            {
                lines.Add(Cut(line, width));
                line = word;
            }
            else
            {
                line = line == "" ? word : $"{line} {word}";
            }
        }

        lines.Add(Cut(line, width));
        return lines;
    }

    private static string Cut(string line, int width) => line.Length <= width ? line : line.Substring(0, width - 1) + "…";
}
