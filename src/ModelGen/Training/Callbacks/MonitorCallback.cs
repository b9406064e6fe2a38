namespace ModelGen;

/// <summary>
/// A callback that watches one number of an epoch's logs and knows when it has become better. What is NaN or infinite is never better than
/// anything.
/// </summary>
public abstract class MonitorCallback : Callback
{
    private readonly double? _initialBest;
    private bool? _higherIsBetter;

    private protected MonitorCallback(string monitor, string mode, double minDelta, double? initialBest = null)
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
            throw new ArgumentOutOfRangeException(nameof(minDelta), minDelta, $"minDelta is {minDelta}; it must be finite.");
        }
        (Monitor, Mode, MinDelta, Best) = (monitor, mode, Math.Abs(minDelta), Require.NumberOrNone(initialBest, "initialValueThreshold"));
        _initialBest = Best;
    }

    /// <summary>The name of the number: <c>val_loss</c>.</summary>
    public string Monitor { get; }

    /// <summary>Which is better: <c>min</c>, <c>max</c>, or <c>auto</c>, as the metric says.</summary>
    public string Mode { get; }

    /// <summary>A smaller change is no improvement.</summary>
    public double MinDelta { get; }

    /// <summary>The best value of this training so far; null before the first.</summary>
    public double? Best { get; private protected set; }

    // Known only when the model has been compiled.
    private bool HigherIsBetter => _higherIsBetter ??= Mode switch
    {
        "min" => false,
        "max" => true,
        _ => Model.HigherIsBetter(Monitor) ?? throw new InvalidOperationException(
            $"{GetType().Name} watches \"{Monitor}\" and cannot tell whether more or less of it is better. Write mode: \"max\" or mode: "
                + "\"min\"."),
    };

    /// <inheritdoc/>
    public override void OnTrainBegin() => Best = _initialBest;

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({Monitor})";

    internal override void Prepare(LogNames ofBatch, LogNames ofEpoch) => CheckMonitor(ofEpoch);

    /// <summary>Throws where the number can never be measured, or nobody can tell which way it is better.</summary>
    private protected void CheckMonitor(LogNames names)
    {
        if (names.Never(Monitor)) { throw NotMeasured(names.Known, names.Advice(Monitor)); }
        _higherIsBetter = null; // another model's metric of this name may be better the other way
        _ = HigherIsBetter;
    }

    /// <summary>Reads the number; false in an epoch without validation.</summary>
    /// <exception cref="InvalidOperationException">It is not measured at all. (Keras warns after each epoch and does nothing.)</exception>
    private protected bool TryRead(Logs logs, out double value)
    {
        if (logs.TryGetValue(Monitor, out value)) { return true; }
        return Measured.Contains(Monitor) ? false : throw NotMeasured(logs.Names, "");
    }

    /// <summary>
    /// Whether a value is better than another, by more than <see cref="MinDelta"/>. Any finite number is better than none, and no other is
    /// better than anything.
    /// </summary>
    private protected bool IsImprovement(double value, double? reference) => double.IsFinite(value)
        && (reference is not { } than || (HigherIsBetter ? value - MinDelta > than : value + MinDelta < than));

    private protected void SaveBest(StateWriter state)
    {
        if (Best is { } best) { state.Write("best", best); }
    }

    /// <inheritdoc/>
    public override void CheckState(StateReader state) => ReadBest(state);

    private protected void LoadBest(StateReader state) => Best = ReadBest(state);

    // Nothing would ever be better than a NaN, which earlier versions have kept.
    private static double? ReadBest(StateReader state) =>
        state.Has("best") && state.ReadNumber("best") is var best && double.IsFinite(best) ? best : null;

    private InvalidOperationException NotMeasured(IEnumerable<string> names, string advice) =>
        new($"{GetType().Name} watches \"{Monitor}\", which is not measured here. There are: {string.Join(", ", names)}.{advice}");
}
