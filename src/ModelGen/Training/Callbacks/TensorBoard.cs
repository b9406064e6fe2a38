namespace ModelGen;

/// <summary>
/// Writes event files for TensorBoard, scalars as Keras names them. In the folder <c>train</c>: <c>epoch_loss</c>, the metrics and
/// <c>epoch_learning_rate</c> at the epoch's number from 0, and with batches in <c>updateFreq</c> also <c>batch_loss</c> and the metrics at
/// the batch's number from 1, counted over all epochs. In <c>validation</c>: <c>epoch_loss</c> and the metrics of the validation, and
/// <c>evaluation_loss_vs_iterations</c> at the optimizer's count of steps.
/// </summary>
/// <param name="logDir">The folder, for <c>tensorboard --logdir logs</c>; it is made.</param>
/// <param name="updateFreq"><c>"epoch"</c>; or <c>"batch"</c> or a number N to write also each N-th batch of the training.</param>
/// <remarks>Keras's graphs, histograms, images, embeddings and profiles are not written.</remarks>
public sealed class TensorBoard(string logDir = "logs", Frequency updateFreq = default) : Callback
{
    private readonly EventFile _train = new(Path.Combine(logDir, "train"));
    private readonly EventFile _validation = new(Path.Combine(logDir, "validation"));
    private long _batch;

    /// <inheritdoc/>
    public override string ToString() => $"TensorBoard({logDir})";

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        _batch = 0;
        _train.Close();
        _validation.Close();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd()
    {
        _train.Close();
        _validation.Close();
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        _batch++;
        if (updateFreq.IsEpoch || _batch % updateFreq.Batches != 0) { return; }
        foreach (string name in logs.Names) { _train.Add($"batch_{name}", logs[name], _batch); }
        _train.Flush();
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        foreach (string name in logs.Names) { _validation.Add($"evaluation_{name}_vs_iterations", logs[name], Model.Optimizer.Iterations); }
        _validation.Flush();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        foreach (string name in logs.Names)
        {
            if (name.StartsWith("val_", StringComparison.Ordinal)) { _validation.Add($"epoch_{name[4..]}", logs[name], epoch); }
            else if (name != CurrentRate.Name) { _train.Add($"epoch_{name}", logs[name], epoch); }
        }

        _train.Add($"epoch_{CurrentRate.Name}", CurrentRate.Read(Model), epoch);
        _train.Flush();
        _validation.Flush();
    }

    /// <inheritdoc/>
    public override void SaveState(StateWriter state)
    {
        state.Write("step", _batch);
        _train.SaveState(state, "train");
        if (Measured.Any(name => name.StartsWith("val_", StringComparison.Ordinal))) { _validation.SaveState(state, "validation"); }
    }

    /// <inheritdoc/>
    public override void CheckState(StateReader state)
    {
        state.ReadInteger("step", ModelState.MostSteps);
        _train.CheckState(state, "train");
        _validation.CheckState(state, "validation");
    }

    /// <inheritdoc/>
    /// <remarks>The event files are cut to the lengths that they had: what will be trained again is gone.</remarks>
    public override void LoadState(StateReader state)
    {
        _batch = state.ReadInteger("step");
        _train.LoadState(state, "train");
        _validation.LoadState(state, "validation");
    }
}
