namespace ModelGen.Generators.Layers;

/// <summary>Words that are nearly other words.</summary>
internal static class Words
{
    /// <summary>
    /// How many letters must be put in, taken out, replaced or changed with their neighbour to turn one word into the other; case does not
    /// count.
    /// </summary>
    public static int Distance(string a, string b)
    {
        int[] before = [], last = [], row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            (before, last, row) = (last, row, new int[b.Length + 1]);
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = last[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                bool isTurned = i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]);
                if (isTurned) { row[j] = Math.Min(row[j], before[j - 2] + 1); }
            }
        }

        return row[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
