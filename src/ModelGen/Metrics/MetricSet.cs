using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The metrics that a model was compiled with, and the names they have in its history.</summary>
/// <param name="Metrics">Those that ignore the samples' weights, then those that heed them.</param>
/// <param name="Unweighted">How many ignore them.</param>
/// <param name="Names">A name for each.</param>
internal sealed record MetricSet(Metric[] Metrics, int Unweighted, string[] Names)
{
    /// <summary>
    /// Gives each metric its name. Of those that Keras numbers, a second <c>auc</c> becomes <c>auc_1</c>; a weighted metric whose name is
    /// taken becomes <c>weighted_accuracy</c>.
    /// </summary>
    /// <exception cref="ArgumentException">Two metrics have the same name, or one has a name that the loss or validation needs.</exception>
    public static MetricSet Of(Metric[] metrics, Metric[] weighted)
    {
        Metric[] all = [.. metrics, .. weighted];
        var names = new string[all.Length];
        for (int i = 0; i < all.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(all[i], i < metrics.Length ? nameof(metrics) : "weightedMetrics");
            string name = all[i].Name;
            if (name == "loss" || name.StartsWith("val_", StringComparison.Ordinal))
            {
                throw new ArgumentException(
                    $"A metric is called {name}, which is the name of {(name == "loss" ? "the loss" : "a number of the validation")} in "
                        + "the history. Give it another.", nameof(metrics));
            }

            bool IsTaken(string candidate) => Array.IndexOf(names, candidate, 0, i) >= 0;
            if (all[i].IsNumbered)
            {
                for (int number = 1; IsTaken(name); number++) { name = $"{all[i].Name}_{number}"; }
            }
            else if (i >= metrics.Length && IsTaken(name)) { name = $"weighted_{name}"; }

            if (IsTaken(name))
            {
                throw new ArgumentException(
                    $"Two metrics have the same name: {string.Join(", ", all.Select(metric => metric.Name))}. Give one another, as in new "
                        + "Metrics.AUC(name: \"area\").", nameof(metrics));
            }

            names[i] = name;
        }

        return new MetricSet(all, metrics.Length, names);
    }

    /// <summary>The names of all results: <c>recall</c>, and <c>recall[0]</c>, <c>recall[1]</c> of a metric that has several.</summary>
    public IEnumerable<string> ResultNames(OutputLayout output)
    {
        for (int i = 0; i < Metrics.Length; i++)
        {
            int count = Metrics[i].ResultCount(output);
            for (int j = 0; j < count; j++) { yield return count == 1 ? Names[i] : $"{Names[i]}[{j}]"; }
        }
    }

    /// <summary>Whether larger is better under a name of the history; null where that cannot be said, or nothing has this name.</summary>
    public bool? HigherIsBetter(string name)
    {
        if (name.StartsWith("val_", StringComparison.Ordinal)) { name = name["val_".Length..]; }
        if (name == "loss") { return false; }
        int index = Array.FindIndex(Names,
            known => name == known || (name.StartsWith(known, StringComparison.Ordinal) && name[known.Length] == '['));
        return index < 0 ? null : Metrics[index].HigherIsBetter;
    }
}
