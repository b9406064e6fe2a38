namespace ModelGen;

/// <summary>What somebody may have meant who wrote a name that there is not.</summary>
internal static class NearNames
{
    /// <summary>" Did you mean "adam"?", or nothing where no name is near.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">What there is, each by its names.</param>
    public static string Hint(string name, IEnumerable<string[]> known)
    {
        string[] near = [.. known
            .Select(names => names.MinBy(known => Distance(known, name))!)
            .Where(known => Distance(known, name) <= Math.Max(2, known.Length / 4))
            .OrderBy(known => Distance(known, name))];
        return near.Length == 0 ? "" : $" Did you mean {string.Join(" or ", near.Select(n => $"\"{n}\""))}?";
    }

    /// <summary>How many letters must be put in, taken out or replaced to turn one name into the other; case does not count.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> row = stackalloc int[Math.Min(b.Length, 100) + 1];
        for (int j = 0; j < row.Length; j++) { row[j] = j; }
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.Length; j++)
            {
                int replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
