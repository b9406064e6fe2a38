namespace ModelGen;

/// <content>How far outputs are from their targets.</content>
public static partial class Metrics
{
    /// <summary>The mean of (y - p)^2.</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class MeanSquaredError(string? name = null) : LossMetric(new ModelGen.MeanSquaredError(), name, "mean_squared_error");

    /// <summary>The root of the mean of (y - p)^2 over all samples: of the epoch's mean, not the mean of the batches' roots.</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class RootMeanSquaredError(string? name = null)
        : LossMetric(new ModelGen.MeanSquaredError(), name, "root_mean_squared_error")
    {
        internal override void Finish(ReadOnlySpan<double> state, Span<double> results) =>
            results[0] = Math.Sqrt(Ratio(state[0], state[1]));
    }

    /// <summary>The mean of |y - p|.</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class MeanAbsoluteError(string? name = null) : LossMetric(new ModelGen.MeanAbsoluteError(), name, "mean_absolute_error");

    /// <summary>100 times the mean of |y - p| / max(|y|, 1e-7).</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class MeanAbsolutePercentageError(string? name = null)
        : LossMetric(new ModelGen.MeanAbsolutePercentageError(), name, "mean_absolute_percentage_error");

    /// <summary>The mean of (ln(1 + y) - ln(1 + p))^2, where values below 1e-7 count as 1e-7.</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class MeanSquaredLogarithmicError(string? name = null)
        : LossMetric(new ModelGen.MeanSquaredLogarithmicError(), name, "mean_squared_logarithmic_error");

    /// <summary>The mean of ln cosh(p - y).</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class LogCoshError(string? name = null) : LossMetric(new LogCosh(), name, "logcosh");

    /// <summary>
    /// The mean cosine of the angle between targets and outputs: sum of y p / (|y| |p|) along an axis. From -1 to 1, larger is better; the
    /// loss of this name has the other sign.
    /// </summary>
    /// <param name="name">Its name in the history.</param>
    /// <param name="axis">The axis along which vectors lie; -1 is the last one.</param>
    public sealed class CosineSimilarity(string? name = null, int axis = -1)
        : LossMetric(new ModelGen.CosineSimilarity(axis), name, "cosine_similarity")
    {
        internal override bool? HigherIsBetter => true;

        internal override void Finish(ReadOnlySpan<double> state, Span<double> results) => results[0] = -Ratio(state[0], state[1]);
    }
}
