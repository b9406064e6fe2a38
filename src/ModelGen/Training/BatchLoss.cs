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
    public float Value
    {
        get
        {
            using CallGuard.Entry call = _model.Guard.EnterOrJoin("Reading a loss");
            return _lossAndMetrics.Stamp == _stamp
                ? (float)_lossAndMetrics.BatchLoss()
                : throw new InvalidOperationException(
                    "A later batch has overwritten this loss. Convert it to float before the next Backward.");
        }
    }

    /// <summary>The mean loss.</summary>
    public static implicit operator float(BatchLoss loss) => loss.Value;

    /// <inheritdoc/>
    public override string ToString() => ProgressText.Value(Value);
}
