namespace ModelGen;

/// <summary>
/// The mean loss of a batch, as <see cref="Model.Backward"/> gives it. It converts to a number; a device is awaited only then.
/// </summary>
public readonly struct BatchLoss
{
    private readonly LossAndMetrics _lossAndMetrics;
    private readonly long _stamp;

    internal BatchLoss(LossAndMetrics lossAndMetrics) => (_lossAndMetrics, _stamp) = (lossAndMetrics, lossAndMetrics.Stamp);

    /// <summary>The mean loss. May be infinite or not a number.</summary>
    /// <exception cref="InvalidOperationException">A later batch has overwritten it.</exception>
    public float Value => _lossAndMetrics.Stamp == _stamp
        ? (float)_lossAndMetrics.BatchLoss()
        : throw new InvalidOperationException("A later batch has overwritten this loss. Convert it to float before the next Backward.");

    /// <summary>The mean loss.</summary>
    public static implicit operator float(BatchLoss loss) => loss.Value;

    /// <inheritdoc/>
    public override string ToString() => ProgressText.Value(Value);
}
