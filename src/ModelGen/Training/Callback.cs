namespace ModelGen;

/// <summary>
/// What is called while a model trains. It may read and write the model's parameters, evaluate, predict, and end training with
/// <see cref="ModelGen.Model.StopTraining"/>; it may not train. Epochs and batches count from 0, as in Keras.
/// </summary>
public abstract class Callback
{
    /// <summary>The model that trains; set before the first call.</summary>
    public Model Model { get; internal set; } = null!;

    /// <summary>Training begins.</summary>
    public virtual void OnTrainBegin() { }

    /// <summary>Training has ended: after the last epoch, after a cancellation, or because <see cref="ModelGen.Model.StopTraining"/> was set. Not after an exception.</summary>
    public virtual void OnTrainEnd() { }

    /// <summary>An epoch begins.</summary>
    public virtual void OnEpochBegin(int epoch) { }

    /// <summary>An epoch has ended; <paramref name="logs"/> holds its loss and metrics, with validation data also those (<c>val_loss</c>).</summary>
    public virtual void OnEpochEnd(int epoch, Logs logs) { }

    /// <summary>A batch begins.</summary>
    public virtual void OnBatchBegin(int batch) { }

    /// <summary>A batch has been trained on; <paramref name="logs"/> holds the means of the epoch so far.</summary>
    public virtual void OnBatchEnd(int batch, Logs logs) { }
}
