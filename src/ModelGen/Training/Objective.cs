using ModelGen.Kernels;

namespace ModelGen;

/// <summary>What one output of a model is trained and measured by.</summary>
/// <param name="Name">What the output is called.</param>
/// <param name="Layout">How it is laid out.</param>
/// <param name="Loss">Its loss; null where it has none.</param>
/// <param name="LossWeight">How much that counts in the loss of the model.</param>
/// <param name="Metrics">What is measured besides.</param>
internal sealed record Objective(string Name, OutputLayout Layout, Loss? Loss, double LossWeight, MetricSet Metrics)
{
    /// <summary>Whether it needs labels.</summary>
    public bool NeedsLabels => Loss is not null || Metrics.Metrics.Length > 0;
}
