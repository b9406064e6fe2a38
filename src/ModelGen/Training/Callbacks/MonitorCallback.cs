namespace ModelGen;

/// <summary>A callback that watches one number of an epoch's logs and knows when it has become better.</summary>
public abstract class MonitorCallback : Callback
{
    private bool? _higherIsBetter;

    private protected MonitorCallback(string monitor, string mode, double minDelta, double? initialValue = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(monitor);
        if (mode is not ("auto" or "min" or "max"))
        {
            throw new ArgumentException(
                $"mode is \"{mode}\"; it is \"auto\" (as the metric says), \"min\" (less is better) or \"max\" (more is better).",
                nameof(mode));
        }

        if (!double.IsFinite(minDelta))
        {
            throw new ArgumentOutOfRangeException(nameof(minDelta), minDelta,
                FormattableString.Invariant($"minDelta is {minDelta}; it must be finite."));
        }
        (Monitor, Mode, MinDelta, Best) = (monitor, mode, Math.Abs(minDelta), initialValue);
    }

    /// <summary>The name of the number: <c>val_loss</c>.</summary>
    public string Monitor { get; }

    /// <summary>Which is better: <c>min</c>, <c>max</c>, or <c>auto</c>, as the metric says.</summary>
    public string Mode { get; }

    /// <summary>A smaller change is no improvement.</summary>
    public double MinDelta { get; }

    /// <summary>The best value so far; null before the first.</summary>
    public double? Best { get; private protected set; }

    // Known only when the model has been compiled, so it is asked for at the end of an epoch.
    private bool HigherIsBetter => _higherIsBetter ??= Mode switch
    {
        "min" => false,
        "max" => true,
        _ => Model.HigherIsBetter(Monitor) ?? throw new InvalidOperationException(
            $"{GetType().Name} watches \"{Monitor}\" and cannot tell whether more or less of it is better. Write mode: \"max\" or mode: "
                + "\"min\"."),
    };

    /// <summary>Reads the number; false in an epoch without validation.</summary>
    /// <exception cref="InvalidOperationException">It is not measured at all. (Keras warns after each epoch and does nothing.)</exception>
    private protected bool TryRead(Logs logs, out double value)
    {
        if (logs.TryGetValue(Monitor, out value)) { return true; }
        if (Measured.Contains(Monitor)) { return false; }
        string advice = Monitor.StartsWith("val_", StringComparison.Ordinal)
            && !Measured.Any(name => name.StartsWith("val_", StringComparison.Ordinal))
            ? " Give Fit validationData or validationSplit."
            : "";
        throw new InvalidOperationException(
            $"{GetType().Name} watches \"{Monitor}\", which is not measured here. There are: {string.Join(", ", logs.Names)}.{advice}");
    }

    /// <summary>Whether a value is better than another, by more than <see cref="MinDelta"/>. Anything is better than nothing.</summary>
    private protected bool IsImprovement(double value, double? reference)
    {
        bool higher = HigherIsBetter;
        return reference is not { } than || (higher ? value - MinDelta > than : value + MinDelta < than);
    }

    private protected void SaveBest(StateWriter state)
    {
        if (Best is { } best) { state.Write("best", best); }
    }

    private protected void LoadBest(StateReader state) => Best = state.Has("best") ? state.ReadNumber("best") : null;
}
