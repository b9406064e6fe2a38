namespace ModelGen;

/// <summary>
/// Multiplies the learning rate by a factor when a number has stopped getting better for a while. The logs then also hold
/// <c>learning_rate</c>, the rate of the epoch that has ended.
/// </summary>
/// <param name="monitor">The number, by its name in the logs.</param>
/// <param name="factor">The new rate is the old one times this; at least 0 and less than 1.</param>
/// <param name="patience">After how many epochs without improvement to reduce; 0 or more.</param>
/// <param name="verbose">1 says each reduction; 0 says nothing.</param>
/// <param name="mode"><c>"min"</c> where less is better, <c>"max"</c> where more is, <c>"auto"</c> as the metric says.</param>
/// <param name="minDelta">A smaller change is no improvement.</param>
/// <param name="cooldown">For how many epochs after a reduction nothing is counted.</param>
/// <param name="minLr">The rate does not go below this.</param>
/// <exception cref="ArgumentException">A mode that is unknown, or a number outside its range.</exception>
public sealed class ReduceLROnPlateau(
    string monitor = "val_loss",
    double factor = 0.1,
    int patience = 10,
    int verbose = 0,
    string mode = "auto",
    double minDelta = 1e-4,
    int cooldown = 0,
    double minLr = 0) : MonitorCallback(monitor, mode, minDelta)
{
    private readonly double _factor = Require.FractionBelowOne(factor);
    private readonly int _patience = Require.AtLeast(patience, 0);
    private readonly int _cooldown = Require.AtLeast(cooldown, 0);
    private readonly double _minLr = Require.FiniteAndNotNegative(minLr);
    private int _cooling;

    /// <summary>How many epochs have passed since the last improvement.</summary>
    public int Wait { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        base.OnTrainBegin();
        (Wait, _cooling) = (0, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        double rate = CurrentRate.Read(Model);
        logs[CurrentRate.Name] = rate;
        if (!TryRead(logs, out double current)) { return; }
        if (_cooling > 0) { (_cooling, Wait) = (_cooling - 1, 0); }
        if (IsImprovement(current, Best)) { (Best, Wait) = (current, 0); }
        else if (_cooling == 0 && ++Wait >= _patience && rate > (float)_minLr)
        {
            double reduced = Math.Max(rate * _factor, _minLr);
            CurrentRate.Set(Model, reduced, nameof(ReduceLROnPlateau));
            if (verbose > 0)
            {
                PythonText.Print($"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {PythonText.Repr(reduced)}.");
            }
            (_cooling, Wait) = (_cooldown, 0);
        }
    }

    /// <inheritdoc/>
    public override void SaveState(StateWriter state)
    {
        SaveBest(state);
        state.Write("wait", Wait);
        state.Write("cooldown_counter", _cooling);
    }

    /// <inheritdoc/>
    public override void CheckState(StateReader state)
    {
        base.CheckState(state);
        Read(state);
    }

    /// <inheritdoc/>
    public override void LoadState(StateReader state)
    {
        LoadBest(state);
        (Wait, _cooling) = Read(state);
    }

    internal override void Prepare(LogNames ofBatch, LogNames ofEpoch)
    {
        CurrentRate.CheckSettable(Model, nameof(ReduceLROnPlateau));
        ofEpoch.Add(CurrentRate.Name);
        base.Prepare(ofBatch, ofEpoch);
    }

    private static (int Wait, int Cooling) Read(StateReader state) => (state.ReadCount("wait"), state.ReadCount("cooldown_counter"));
}
