namespace ModelGen;

/// <summary>
/// The mean loss of a batch, as <see cref="Model.Backward"/> gives it. It converts to a number; a device is awaited only then.
/// </summary>
public readonly struct BatchLoss
{
    private readonly Model _model;
    private readonly LossAndMetrics _lossAndMetrics;
    private readonly long _stamp;

    internal BatchLoss(Model model, LossAndMetrics lossAndMetrics) =>
        (_model, _lossAndMetrics, _stamp) = (model, lossAndMetrics, lossAndMetrics.Stamp);

    /// <summary>The mean loss. May be infinite or not a number.</summary>
    /// <exception cref="InvalidOperationException">A later batch, or a new Compile, has overwritten it.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    /// <exception cref="NonFiniteUpdateException">
    /// On a GPU, which is awaited only here: the loss is finite, but an update since the last look was not.
    /// </exception>
    public float Value
    {
        get
        {
            using CallGuard.Entry call = EnterReading();
            var loss = (float)_lossAndMetrics.BatchLoss();
            if (float.IsFinite(loss)) { NonFiniteUpdateException.ThrowIfFaulty(_model); }
            return loss;
        }
    }

    /// <summary>
    /// The mean loss of one output, as Keras shows it: without the weight of the loss, and of several outputs without what regularizers
    /// add. 0 where the output has no loss.
    /// </summary>
    /// <param name="output">What it is called.</param>
    /// <exception cref="ArgumentException">No output has this name; the message lists the names.</exception>
    /// <exception cref="InvalidOperationException">A later batch, or a new Compile, has overwritten it.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public float this[string output]
    {
        get
        {
            Checks.AreOutputs(_model.Definition, [output], "loss");
            using CallGuard.Entry call = EnterReading();
            return (float)_lossAndMetrics.BatchLoss(Array.FindIndex(_model.Definition.Outputs, other => other.Name == output));
        }
    }

    private CallGuard.Entry EnterReading()
    {
        CallGuard.Entry call = _model.Guard.EnterOrJoin("Reading a loss");
        if (_lossAndMetrics.Stamp == _stamp) { return call; }
        call.Dispose();
        throw new InvalidOperationException("A later batch has overwritten this loss. Convert it to float before the next Backward.");
    }

    /// <summary>The mean loss.</summary>
    public static implicit operator float(BatchLoss loss) => loss.Value;

    /// <inheritdoc/>
    public override string ToString() => ProgressText.Value(Value);
}
