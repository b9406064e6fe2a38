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
    /// where it is saved by batches, and names of the logs, <c>{val_loss:.2f}</c>, with formats as Python's.
    /// </param>
    /// <param name="monitor">The number that says which is the best, by its name in the logs.</param>
    /// <param name="verbose">1 says what is saved and why; 0 says nothing.</param>
    /// <param name="saveBestOnly">
    /// Whether to save only where <paramref name="monitor"/> is better than ever before; not in an epoch without validation (Keras saves
    /// there, with a warning).
    /// </param>
    /// <param name="mode"><c>"min"</c> where less is better, <c>"max"</c> where more is, <c>"auto"</c> as the metric says.</param>
    /// <param name="saveFreq"><c>"epoch"</c>, or a number of batches; they are counted over the ends of epochs.</param>
    /// <param name="initialValueThreshold">With <paramref name="saveBestOnly"/>: what the first file must beat.</param>
    /// <exception cref="ArgumentException">A path that does not end in .safetensors or has a placeholder that cannot be read, or a mode
    /// that is unknown.</exception>
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
    public override void LoadState(StateReader state)
    {
        LoadBest(state);
        (_epoch, _batches) = ((int)state.ReadInteger("epoch"), (int)state.ReadInteger("batches_seen_since_last_saving"));
    }

    private void Save(int? batch, Logs logs)
    {
        string path = _path.Format(_epoch + 1, batch + 1, logs);
        if (!IsWanted(logs, path)) { return; }
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) { Directory.CreateDirectory(folder); }
        Model.SaveWeights(path);
    }

    private bool IsWanted(Logs logs, string path)
    {
        if (!_saveBestOnly)
        {
            Say($"saving model to {path}");
            return true;
        }

        if (!_saveFreq.IsEpoch && !logs.ContainsKey(Monitor))
        {
            throw new InvalidOperationException(
                $"ModelCheckpoint saves the best of every {_saveFreq} by \"{Monitor}\", but a batch measures only "
                    + $"{string.Join(", ", logs.Names)}. Watch one of these, or write saveFreq: \"epoch\".");
        }

        if (!TryRead(logs, out double current)) { return false; }
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

    private void Say(string what)
    {
        if (_verbose > 0) { PythonText.Print($"\nEpoch {_epoch + 1}: {what}"); }
    }
}
