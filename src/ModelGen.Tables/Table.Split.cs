namespace ModelGen.Data;

/// <content>Rows to train with and rows to test with.</content>
public sealed partial class Table
{
    /// <summary>
    /// Two tables of other rows each, in random order, as scikit-learn's <c>train_test_split</c>. The order depends on the seed and the
    /// number of rows only.
    /// </summary>
    /// <param name="trainSize">The part of the rows in the first table: above 0 and below 1.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <param name="stratify">A column each of whose values has the same part of its rows in both tables, but for what does not divide: of
    /// categories, truth values or whole numbers. Rows that miss it count as a value of their own. Null: no column.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="trainSize"/> is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">One of the tables would be empty, no column has the name, or a value of it has one row only.
    /// </exception>
    public (Table Train, Table Test) Split(double trainSize, int seed = 0, string? stratify = null)
    {
        if (!(trainSize > 0 && trainSize < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(trainSize), trainSize, $"trainSize is {trainSize}; it must be above 0 and below 1.");
        }

        int train = (int)Math.Round(Count * trainSize);
        if (train == 0 || train == Count)
        {
            throw new ArgumentException(
                $"{trainSize} of {Count:N0} rows are {train:N0}; both tables need at least one row.", nameof(trainSize));
        }

        int[] groups = stratify is null ? new int[Count] : GroupsOf(this[stratify]);
        int[] left = Shares(groups, trainSize, train), order = new int[Count];
        Shuffle.Permute(order, seed, epoch: 0);
        ILookup<bool, int> parts = order.ToLookup(row => left[groups[row]]-- > 0);
        return (Take([.. parts[true]]), Take([.. parts[false]]));
    }

    private static int[] GroupsOf(TableColumn column)
    {
        if (column.Type is ColumnType.Number or ColumnType.Date)
        {
            throw new ArgumentException(
                $"Column \"{column.Name}\" holds {column.Type} values; stratify needs categories, truth values or whole numbers.",
                nameof(column));
        }

        Dictionary<string, int> places = new(StringComparer.Ordinal);
        string[] texts = [.. Enumerable.Range(0, column.Count).Select(row => column.TextAt(row) ?? "\0")];
        foreach (string text in texts) { places.TryAdd(text, places.Count); }
        foreach ((string text, int count) in texts.CountBy(text => text).Where(pair => pair.Value == 1))
        {
            string what = text == "\0" ? "A missing value" : $"\"{text}\"";
            throw new ArgumentException(
                $"{what} stands in one row of column \"{column.Name}\" only; stratify needs at least two rows of each value.",
                nameof(column));
        }

        return [.. texts.Select(text => places[text])];
    }

    // How many rows of each group are trained with: what does not divide goes to those of which the most is left over.
    private static int[] Shares(int[] groups, double trainSize, int train)
    {
        int[] sizes = [.. groups.CountBy(group => group).OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        double[] exact = [.. sizes.Select(size => size * trainSize)];
        int[] shares = [.. exact.Select(share => (int)share)];
        int rest = train - shares.Sum();
        foreach (int group in Enumerable.Range(0, sizes.Length).OrderByDescending(group => exact[group] - shares[group]).Take(rest))
        {
            shares[group]++;
        }

        return shares;
    }
}
