namespace ModelGen;

/// <summary>
/// Ends training at a loss that is infinite or not a number, with a message, where <c>Fit</c> would throw a
/// <see cref="NonFiniteLossException"/>. The parameters are as they were before that step (Keras has made it by then). It ends training as
/// well where <c>Fit</c> would throw a <see cref="NonFiniteUpdateException"/>.
/// </summary>
/// <param name="raiseError">Whether to leave both to the exceptions of <c>Fit</c> after all.</param>
public sealed class TerminateOnNaN(bool raiseError = false) : Callback
{
    /// <summary>Whether the loss is left to the exception of <c>Fit</c>.</summary>
    public bool RaiseError { get; } = raiseError;

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        if (double.IsFinite(logs["loss"])) { return; }
        PythonText.Print($"Batch {batch}: Invalid loss, terminating training");
        Model.StopTraining = true;
    }
}
