namespace ModelGen;

/// <summary>What something was configured with, as a text to compare: <c>Adam(Beta1: 0.9, Beta2: 0.999, Epsilon: 1E-07)</c>.</summary>
internal static class Configuration
{
    // They change while it trains and are part of its state.
    private static readonly string[] s_state =
        [nameof(Optimizer.LearningRate), nameof(Optimizer.CurrentLearningRate), nameof(Optimizer.Iterations)];

    public static string Of(Optimizer optimizer)
    {
        string schedule = optimizer.LearningRate.Schedule is { } rate ? $" with {PublicProperties.Of(rate, rate.GetType())}" : "";
        string excluded = optimizer.NotDecayed.Count > 0 ? $" without decay of {PublicProperties.Text(optimizer.NotDecayed)}" : "";
        return PublicProperties.Of(optimizer, optimizer.GetType(), s_state) + schedule + excluded;
    }

    public static string Of(Loss loss) => PublicProperties.Of(loss, loss.GetType());

    public static string Of(Metric metric) => PublicProperties.Of(metric, metric.GetType());
}
