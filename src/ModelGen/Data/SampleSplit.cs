namespace ModelGen.Data;

/// <summary>Deals samples out to two parts.</summary>
internal static class SampleSplit
{
    /// <summary>The numbers of the samples of both parts.</summary>
    /// <param name="count">How many samples there are.</param>
    /// <param name="fraction">The first part's share, between 0 and 1.</param>
    /// <param name="seed">The seed of their order; null keeps it.</param>
    /// <param name="classes">The class of each, to divide each class by itself; null divides all together.</param>
    public static (int[] First, int[] Second) Of(int count, double fraction, int? seed, int[]? classes)
    {
        var order = new int[count];
        if (seed is { } drawn) { Shuffle.Permute(order, drawn, epoch: 0); }
        else { order = [.. Enumerable.Range(0, count)]; }
        if (classes is not null) { return Stratified(order, fraction, classes); }
        int first = (int)Math.Round(count * fraction);
        return first > 0 && first < count ? (order[..first], order[first..])
            : throw new ArgumentException(
                $"{fraction} of {count:N0} samples leaves {first:N0} for the first part and {count - first:N0} for the second; each needs "
                    + "at least 1.", nameof(fraction));
    }

    private static (int[] First, int[] Second) Stratified(int[] order, double fraction, int[] classes)
    {
        Dictionary<int, int> left = Shares(classes, fraction);
        List<int> first = [], second = [];
        foreach (int sample in order)
        {
            bool isFirst = left[classes[sample]] > 0;
            left[classes[sample]]--;
            (isFirst ? first : second).Add(sample);
        }

        return ([.. first], [.. second]);
    }

    // Whole samples: what the shares lack of the rounded sum goes to those of whom most was cut off.
    private static Dictionary<int, int> Shares(int[] classes, double fraction)
    {
        (int Class, int Count)[] all = [.. classes.CountBy(c => c).Select(found => (found.Key, found.Value)).Order()];
        if (all.FirstOrDefault(found => found.Count == 1) is { Count: 1 } single)
        {
            throw new ArgumentException(
                $"Class {single.Class} has a single sample, and stratify needs one for each part. Leave the class out, or stratify.",
                "stratify");
        }

        Dictionary<int, int> shares = all.ToDictionary(found => found.Class,
            found => Math.Clamp((int)(found.Count * fraction), 1, found.Count - 1));
        int missing = (int)Math.Round(classes.Length * fraction) - shares.Values.Sum();
        foreach ((int label, int samples) in all.OrderByDescending(found => (found.Count * fraction) - shares[found.Class]))
        {
            if (missing <= 0) { break; }
            if (shares[label] >= samples - 1) { continue; }
            shares[label]++;
            missing--;
        }

        return shares;
    }
}
