namespace ModelGen;

/// <summary>
/// A table for people: cells end on one line, with two blanks between columns. Of many rows or columns the first and the last are shown.
/// </summary>
internal static class TextTable
{
    private const int Most = 31;

    /// <summary>The table; lines end in LF, the last one has no end.</summary>
    /// <param name="rows">How many rows there are, the head included.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="cell">Gives the text at a row and a column.</param>
    /// <param name="names">How many columns hold names, which begin at the left; the others hold numbers, which end at the right.</param>
    /// <param name="most">How many rows and columns are shown at most; an odd number.</param>
    public static string Of(int rows, int columns, Func<int, int, string> cell, int names = 0, int most = Most)
    {
        int[] shown = Shown(columns, most);
        string[][] texts = [.. Shown(rows, most)
            .Select(row => shown.Select(column => row < 0 || column < 0 ? "..." : cell(row, column)).ToArray())];
        int[] widths = [.. shown.Select((_, i) => texts.Max(line => line[i].Length))];
        return string.Join('\n', texts.Select(line =>
            string.Join("  ", line.Select((text, i) => i < names ? text.PadRight(widths[i]) : text.PadLeft(widths[i])))));
    }

    // -1 stands for those that are left out.
    private static int[] Shown(int count, int most) => count <= most
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, (most / 2) + 1), -1, .. Enumerable.Range(count - (most / 2), most / 2)];
}
