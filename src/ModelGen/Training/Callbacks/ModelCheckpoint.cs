namespace ModelGen;

/// <summary>
/// Saves the model's parameters as safetensors files while it trains, each of them whole or not at all;
/// <see cref="ModelGen.Model.LoadWeights"/> reads them.
/// </summary>
public sealed class ModelCheckpoint : MonitorCallback
{
    private readonly PathTemplate _path;
    private readonly int _verbose;
    private readonly bool _saveBestOnly;
    private readonly Frequency _saveFreq;
    private int _epoch;
    private int _batches;

    /// <summary>Saves parameters.</summary>
    /// <param name="filepath">
    /// The file, ending in <c>.safetensors</c>; its folder is made. It may hold <c>{epoch:02d}</c>, which counts from 1, <c>{batch}</c>
    /// where it is saved by batches, and names of the logs, <c>{val_loss:.2f}</c>, with formats as Python's. Where it asks for a number of
    /// the validation, only epochs that are validated are saved.
    /// </param>
    /// <param name="monitor">The number that says which is the best, by its name in the logs.</param>
    /// <param name="verbose">1 says what is saved and why; 0 says nothing.</param>
    /// <param name="saveBestOnly">
    /// Whether to save only where <paramref name="monitor"/> is better than ever before in this <c>Fit</c>; not in an epoch without
    /// validation (Keras saves there, with a warning).
    /// </param>
    /// <param name="mode"><c>"min"</c> where less is better, <c>"max"</c> where more is, <c>"auto"</c> as the metric says.</param>
    /// <param name="saveFreq"><c>"epoch"</c>, or a number of batches; they are counted over the ends of epochs.</param>
    /// <param name="initialValueThreshold">
    /// With <paramref name="saveBestOnly"/>: what the first file must beat. To go on with the best of an earlier <c>Fit</c>, give its
    /// <see cref="MonitorCallback.Best"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A path that does not end in .safetensors or has a placeholder that cannot be read, a mode that is unknown, or a threshold that is
    /// not a number.
    /// </exception>
    public ModelCheckpoint(
        string filepath,
        string monitor = "val_loss",
        int verbose = 0,
        bool saveBestOnly = false,
        string mode = "auto",
        Frequency saveFreq = default,
        double? initialValueThreshold = null)
        : base(monitor, mode, minDelta: 0, initialValueThreshold)
    {
        ArgumentException.ThrowIfNullOrEmpty(filepath);
        if (!filepath.EndsWith(".safetensors", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The file is \"{filepath}\"; the parameters are saved in the safetensors format, so its name must end in .safetensors.",
                nameof(filepath));
        }

        (_path, _verbose, _saveBestOnly, _saveFreq) = (new PathTemplate(filepath), verbose, saveBestOnly, saveFreq);
    }

    /// <inheritdoc/>
    public override string ToString() => $"ModelCheckpoint({_path}{(_saveBestOnly ? $", the best by {Monitor}" : "")})";

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        base.OnTrainBegin();
        (_epoch, _batches) = (0, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => _epoch = epoch;

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        if (_saveFreq.IsEpoch || ++_batches < _saveFreq.Batches) { return; }
        _batches = 0;
        Save(batch, logs);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (_saveFreq.IsEpoch) { Save(null, logs); }
    }

    /// <inheritdoc/>
    public override void SaveState(StateWriter state)
    {
        SaveBest(state);
        state.Write("epoch", _epoch);
        state.Write("batches_seen_since_last_saving", _batches);
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
        (_epoch, _batches) = Read(state);
    }

    internal override void Prepare(LogNames ofBatch, LogNames ofEpoch)
    {
        LogNames names = _saveFreq.IsEpoch ? ofEpoch : ofBatch;
        if (_saveBestOnly)
        {
            if (!_saveFreq.IsEpoch && names.Never(Monitor))
            {
                throw new InvalidOperationException(
                    $"ModelCheckpoint saves the best of every {_saveFreq} by \"{Monitor}\", but a batch measures only "
                        + $"{string.Join(", ", names.Known)}. "
                    + "Watch one of these, or write saveFreq: \"epoch\".");
            }

            CheckMonitor(names);
        }

        if (Missing(name => !names.Never(name)) is { } missing) { throw _path.Missing(missing, !_saveFreq.IsEpoch, names.Known); }
    }

    private static (int Epoch, int Batches) Read(StateReader state) =>
        (state.ReadCount("epoch"), state.ReadCount("batches_seen_since_last_saving"));

    private void Save(int? batch, Logs logs)
    {
        if (Missing(logs.ContainsKey) is { } later && Measured.Contains(later))
        {
            Say($"not saved: the name of the file asks for {later}, and this epoch was not validated");
            return;
        }

        // An epoch without validation is not the best.
        double current = 0;
        if (_saveBestOnly && !TryRead(logs, out current)) { return; }
        string path = _path.Format(_epoch + 1, batch + 1, logs);
        if (!_saveBestOnly) { Say($"saving model to {path}"); }
        else if (!IsBest(current, path)) { return; }
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) { Directory.CreateDirectory(folder); }
        Model.SaveWeights(path);
    }

    private bool IsBest(double current, string path)
    {
        string best = Best is { } value ? PythonText.Fixed(value, 5) : "None";
        if (!IsImprovement(current, Best))
        {
            Say($"{Monitor} did not improve from {best}");
            return false;
        }

        Say($"{Monitor} improved from {best} to {PythonText.Fixed(current, 5)}, saving model to {path}");
        Best = current;
        return true;
    }

    /// <summary>The first number that the path asks for and that is not there.</summary>
    private string? Missing(Func<string, bool> isThere) =>
        _path.Asks.FirstOrDefault(name => name != "epoch" && (name != "batch" || _saveFreq.IsEpoch) && !isThere(name));

    private void Say(string what)
    {
        if (_verbose > 0) { PythonText.Print($"\nEpoch {_epoch + 1}: {what}"); }
    }
}
