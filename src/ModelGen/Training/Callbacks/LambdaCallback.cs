namespace ModelGen;

/// <summary>
/// A callback made of functions: <c>new LambdaCallback { EpochEnd = (epoch, logs) => Console.WriteLine(logs["loss"]) }</c>.
/// </summary>
public sealed class LambdaCallback : Callback
{
    /// <summary>Called when training begins.</summary>
    public Action? TrainBegin { get; init; }

    /// <summary>Called when training has ended.</summary>
    public Action? TrainEnd { get; init; }

    /// <summary>Called when an epoch begins.</summary>
    public Action<int>? EpochBegin { get; init; }

    /// <summary>Called when an epoch has ended.</summary>
    public Action<int, Logs>? EpochEnd { get; init; }

    /// <summary>Called when a batch begins.</summary>
    public Action<int>? BatchBegin { get; init; }

    /// <summary>Called when a batch has been trained on.</summary>
    public Action<int, Logs>? BatchEnd { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin() => TrainBegin?.Invoke();

    /// <inheritdoc/>
    public override void OnTrainEnd() => TrainEnd?.Invoke();

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => EpochBegin?.Invoke(epoch);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => EpochEnd?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void OnBatchBegin(int batch) => BatchBegin?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnBatchEnd(int batch, Logs logs) => BatchEnd?.Invoke(batch, logs);

    internal override void Prepare(LogNames ofBatch, LogNames ofEpoch)
    {
        ofBatch.MayHoldOthers |= BatchEnd is not null;
        ofEpoch.MayHoldOthers |= EpochEnd is not null;
    }
}
