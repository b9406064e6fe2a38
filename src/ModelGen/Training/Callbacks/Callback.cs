namespace ModelGen;

/// <summary>
/// What is called while a model trains, evaluates or predicts. It may read and write the model's parameters, evaluate, predict, and end
/// training with <see cref="ModelGen.Model.StopTraining"/>; it may not train. Epochs and batches count from 0, as in Keras.
/// </summary>
public abstract class Callback
{
    /// <summary>The model; set before the first call.</summary>
    public Model Model { get; internal set; } = null!;

    /// <summary>How many epochs and steps were asked for, as Keras's <c>params</c>; set before the first call.</summary>
    public CallbackParams Params { get; internal set; }

    /// <summary>The names that the logs of this call's epochs may hold.</summary>
    internal IReadOnlyList<string> Measured { get; set; } = [];

    /// <summary>The callbacks of the call that it is part of; null while none is running.</summary>
    internal CallbackList? Running;

    /// <summary>Its class, and what tells it from others of its class.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>Training begins. A callback that is used again forgets here what it has counted.</summary>
    public virtual void OnTrainBegin() { }

    /// <summary>
    /// Training has ended: after the last epoch, after a cancellation, or because <see cref="ModelGen.Model.StopTraining"/> was set. Not
    /// after an exception.
    /// </summary>
    public virtual void OnTrainEnd() { }

    /// <summary>An epoch begins.</summary>
    public virtual void OnEpochBegin(int epoch) { }

    /// <summary>
    /// An epoch has ended; <paramref name="logs"/> holds its loss and metrics, and those of the validation where there was one
    /// (<c>val_loss</c>). What is added to them shows in later callbacks, in the progress line and in the <see cref="History"/>.
    /// </summary>
    public virtual void OnEpochEnd(int epoch, Logs logs) { }

    /// <summary>A training batch begins. Without an override it calls <see cref="OnBatchBegin"/>.</summary>
    public virtual void OnTrainBatchBegin(int batch) => OnBatchBegin(batch);

    /// <summary>
    /// A batch has been trained on; <paramref name="logs"/> holds the means of the epoch so far. Without an override it calls
    /// <see cref="OnBatchEnd"/>.
    /// </summary>
    public virtual void OnTrainBatchEnd(int batch, Logs logs) => OnBatchEnd(batch, logs);

    /// <summary>A training batch begins: the short name of <see cref="OnTrainBatchBegin"/>.</summary>
    public virtual void OnBatchBegin(int batch) { }

    /// <summary>A batch has been trained on: the short name of <see cref="OnTrainBatchEnd"/>.</summary>
    public virtual void OnBatchEnd(int batch, Logs logs) { }

    /// <summary>An evaluation begins: that of <c>Evaluate</c>, or the validation of <c>Fit</c>.</summary>
    public virtual void OnTestBegin() { }

    /// <summary>An evaluation has ended; <paramref name="logs"/> holds its loss and metrics, without <c>val_</c>.</summary>
    public virtual void OnTestEnd(Logs logs) { }

    /// <summary>A batch of an evaluation begins.</summary>
    public virtual void OnTestBatchBegin(int batch) { }

    /// <summary>A batch has been evaluated; <paramref name="logs"/> holds the means so far.</summary>
    public virtual void OnTestBatchEnd(int batch, Logs logs) { }

    /// <summary>A prediction of many samples begins.</summary>
    public virtual void OnPredictBegin() { }

    /// <summary>A prediction of many samples has ended.</summary>
    public virtual void OnPredictEnd() { }

    /// <summary>A batch of a prediction begins.</summary>
    public virtual void OnPredictBatchBegin(int batch) { }

    /// <summary>
    /// A batch has been predicted; <paramref name="outputs"/> holds what the model gave for its samples: of several outputs one after the
    /// other.
    /// </summary>
    public virtual void OnPredictBatchEnd(int batch, ReadOnlySpan<float> outputs) { }

    /// <summary>
    /// A batch has been predicted; called for each output of the model, in their order. Without an override it calls
    /// <see cref="OnPredictBatchEnd(int, ReadOnlySpan{float})"/>.
    /// </summary>
    /// <param name="batch">The number of the batch.</param>
    /// <param name="output">What the output is called.</param>
    /// <param name="outputs">What the model gave there for the samples of the batch.</param>
    public virtual void OnPredictBatchEnd(int batch, string output, ReadOnlySpan<float> outputs) => OnPredictBatchEnd(batch, outputs);

    /// <summary>
    /// Before a training changes anything: throws where the callback asks for what can never be, and says what it adds to logs. Called in
    /// the callbacks' order, because what one adds only later ones see.
    /// </summary>
    /// <param name="ofBatch">What the logs of a batch hold.</param>
    /// <param name="ofEpoch">What the logs of an epoch hold.</param>
    internal virtual void Prepare(LogNames ofBatch, LogNames ofEpoch)
    {
        if (IsForeign) { (ofBatch.MayHoldOthers, ofEpoch.MayHoldOthers) = (true, true); }
    }

    /// <summary>Whether its code is somebody's own, which may do anything.</summary>
    internal bool IsForeign => GetType().Assembly != typeof(Callback).Assembly;

    /// <summary>
    /// Writes down, between two steps of a training, all that the callback has counted, so that <see cref="LoadState"/> can take it up.
    /// </summary>
    public virtual void SaveState(StateWriter state) { }

    /// <summary>
    /// Looks, before anything has changed, at what <see cref="SaveState"/> wrote: what <see cref="LoadState"/> could not take up is
    /// refused.
    /// </summary>
    /// <exception cref="InvalidDataException">The state does not hold what is needed.</exception>
    public virtual void CheckState(StateReader state) { }

    /// <summary>
    /// Takes up what <see cref="SaveState"/> wrote, after <see cref="OnTrainBegin"/>: the training goes on as if it had never stopped.
    /// </summary>
    /// <exception cref="InvalidDataException">The state does not hold what is needed.</exception>
    public virtual void LoadState(StateReader state) { }
}
