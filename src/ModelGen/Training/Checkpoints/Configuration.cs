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
        return PublicProperties.Of(optimizer, optimizer.GetType(), s_state) + schedule + excluded + SlotsOf(optimizer);
    }

    public static string Of(Loss loss) => PublicProperties.Of(loss, loss.GetType());

    // Those of the library's own are what they are, and files from before do not name them.
    private static string SlotsOf(Optimizer optimizer) =>
        optimizer is not LambdaOptimizer && optimizer.GetType().Assembly == typeof(Optimizer).Assembly ? ""
            : $" with slots {PublicProperties.Text(optimizer.Slots)}";

    public static string Of(Metric metric) => PublicProperties.Of(metric, metric.GetType());
}
