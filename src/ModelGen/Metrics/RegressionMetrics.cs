namespace ModelGen;

/// <content>How far outputs are from their targets.</content>
public static partial class Metrics
{
    /// <summary>The mean of (y - p)^2.</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class MeanSquaredError(string? name = null) : LossMetric(new ModelGen.MeanSquaredError(), name, "mean_squared_error");

    /// <summary>The root of the mean of (y - p)^2 over all samples: of the epoch's mean, not the mean of the batches' roots.</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class RootMeanSquaredError(string? name = null) : LossMetric(new ModelGen.MeanSquaredError(), name, "root_mean_squared_error")
    {
        internal override void Finish(ReadOnlySpan<double> state, Span<double> results) => results[0] = Math.Sqrt(Ratio(state[0], state[1]));
    }
}
