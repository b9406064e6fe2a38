namespace ModelGen;

/// <summary>
/// Stops training when a number has stopped getting better. An epoch improves where value + minDelta &lt; best (or value - minDelta &gt;
/// best). Each epoch adds 1 to the wait, an improvement sets it to 0 (where there is a baseline: only one that also beats that), and
/// training stops when the wait reaches the patience.
/// </summary>
/// <param name="monitor">The number, by its name in the logs.</param>
/// <param name="minDelta">A smaller change is no improvement; its sign does not matter.</param>
/// <param name="patience">After how many epochs without improvement to stop; 0 or more.</param>
/// <param name="verbose">1 says when it stops and what it restores; 0 says nothing.</param>
/// <param name="mode"><c>"min"</c> where less is better, <c>"max"</c> where more is, <c>"auto"</c> as the metric says.</param>
/// <param name="baseline">What the number must beat for the wait to begin again.</param>
/// <param name="restoreBestWeights">Whether the model has the parameters of the best epoch when training ends, also where it was not
/// stopped, as in Keras 3.</param>
/// <param name="startFromEpoch">Epochs before this one are not looked at.</param>
/// <exception cref="ArgumentException">A mode that is unknown, or a number outside its range.</exception>
public sealed class EarlyStopping(
    string monitor = "val_loss",
    double minDelta = 0,
    int patience = 0,
    int verbose = 0,
    string mode = "auto",
    double? baseline = null,
    bool restoreBestWeights = false,
    int startFromEpoch = 0) : MonitorCallback(monitor, mode, minDelta)
{
    private readonly int _patience = Require.AtLeast(patience, 0);
    private readonly int _startFromEpoch = Require.AtLeast(startFromEpoch, 0);
    private readonly double? _baseline = Require.NumberOrNone(baseline);
    private float[][]? _bestWeights;
    private int _bestEpoch;

    /// <summary>How many epochs have passed since the last improvement.</summary>
    public int Wait { get; private set; }

    /// <summary>The epoch at whose end training was stopped; 0 where it was not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <summary>The best epoch so far.</summary>
    public int BestEpoch => _bestEpoch;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        base.OnTrainBegin();
        (Wait, StoppedEpoch, _bestWeights, _bestEpoch) = (0, 0, null, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (!TryRead(logs, out double current) || epoch < _startFromEpoch) { return; }
        if (restoreBestWeights && _bestWeights is null) { KeepWeights(epoch); }
        Wait++;
        if (IsImprovement(current, Best))
        {
            (Best, _bestEpoch) = (current, epoch);
            if (restoreBestWeights) { KeepWeights(epoch); }
            if (_baseline is null || IsImprovement(current, _baseline)) { Wait = 0; }
            return;
        }

        if (Wait >= _patience && epoch > 0)
        {
            StoppedEpoch = epoch;
            Model.StopTraining = true;
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd()
    {
        if (StoppedEpoch > 0 && verbose > 0) { PythonText.Print($"Epoch {StoppedEpoch + 1}: early stopping"); }
        if (!restoreBestWeights || _bestWeights is null) { return; }
        if (verbose > 0) { PythonText.Print($"Restoring model weights from the end of the best epoch: {_bestEpoch + 1}."); }
        Model.SetWeights(_bestWeights);
    }

    /// <inheritdoc/>
    public override void SaveState(StateWriter state)
    {
        SaveBest(state);
        state.Write("wait", Wait);
        state.Write("stopped_epoch", StoppedEpoch);
        state.Write("best_epoch", _bestEpoch);
        state.Write("best_weights", _bestWeights?.Length ?? 0);
        for (int i = 0; i < _bestWeights?.Length; i++) { state.Write($"best_weights/{i}", _bestWeights[i]); }
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
        (Wait, StoppedEpoch, _bestEpoch, _bestWeights) = Read(state);
    }

    private (int Wait, int Stopped, int Best, float[][]? Weights) Read(StateReader state)
    {
        int count = (int)state.ReadInteger("best_weights", Model.Parameters.Count);
        if (count != 0 && count != Model.Parameters.Count)
        {
            throw state.Bad($"the \"best_weights\" of EarlyStopping are {count}; expected {Model.Parameters.Count}, or none.");
        }

        float[][] weights = [.. Enumerable.Range(0, count).Select(i => state.ReadArray($"best_weights/{i}"))];
        for (int i = 0; i < count; i++)
        {
            if (weights[i].Length == Model.Parameters[i].Count) { continue; }
            throw state.Bad(
                $"the \"best_weights/{i}\" of EarlyStopping has {weights[i].Length:N0} values; expected {Model.Parameters[i].Count:N0}.");
        }

        return (state.ReadCount("wait"), state.ReadCount("stopped_epoch"), state.ReadCount("best_epoch"), count == 0 ? null : weights);
    }

    private void KeepWeights(int epoch) => (_bestWeights, _bestEpoch) = (Model.GetWeights(), epoch);
}
