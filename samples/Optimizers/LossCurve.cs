namespace ModelGen.Samples;

/// <summary>Keeps the training loss, averaged over a few steps each time.</summary>
internal sealed class LossCurve(int samples, int batchSize) : Callback
{
    private const int PointsInAnEpoch = 4;

    private int _epoch, _seen;
    private double _sum;

    /// <summary>The loss, and when: 1.5 is in the middle of the second epoch.</summary>
    public List<(double Epoch, double Loss)> Points { get; } = [];

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => (_epoch, _seen, _sum) = (epoch, 0, 0);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        int seen = (int)Math.Min(samples, (batch + 1L) * batchSize);
        if (seen < samples && seen - _seen < samples / PointsInAnEpoch) { return; }

        // The logs hold the mean over the epoch so far.
        double sum = logs["loss"] * seen;
        Points.Add((_epoch + ((_seen + seen) / 2.0 / samples), (sum - _sum) / (seen - _seen)));
        (_seen, _sum) = (seen, sum);
    }
}
