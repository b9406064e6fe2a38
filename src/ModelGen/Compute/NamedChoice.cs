namespace ModelGen;

/// <summary>The names under which the user may ask for a loss, an optimizer or a metric.</summary>
internal sealed class NamedChoice<T>(string kind, StringComparison comparison, params (string[] Names, Func<string, T> Make)[] choices)
{
    /// <summary>What <paramref name="name"/> stands for.</summary>
    /// <exception cref="ArgumentException">Nothing has this name; the message lists the near ones and all.</exception>
    public T Resolve(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach ((string[] names, Func<string, T> make) in choices)
        {
            if (names.Any(known => string.Equals(known, name, comparison))) { return make(name); }
        }

        string[] near = [.. choices
            .Select(choice => choice.Names.MinBy(known => Distance(known, name))!)
            .Where(known => Distance(known, name) <= Math.Max(2, known.Length / 4))
            .OrderBy(known => Distance(known, name))];
        string hint = near.Length == 0 ? "" : $" Did you mean {string.Join(" or ", near.Select(n => $"\"{n}\""))}?";
        string all = string.Join(", ", choices.SelectMany(choice => choice.Names).Select(n => $"\"{n}\""));
        throw new ArgumentException($"There is no {kind} \"{name}\".{hint} Known names: {all}.", nameof(name));
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
