namespace ModelGen;

/// <summary>Which way a watched number gets better.</summary>
internal static class MonitorDirection
{
    // What more of is better; the rest of what is measured are errors.
    private static readonly string[] s_higher = ["acc", "auc", "precision", "recall", "f1", "fbeta", "iou", "r2", "cosine", "top_k", "sensitivity", "specificity"];
    private static readonly string[] s_lower = ["loss", "error", "crossentropy", "mse", "mae", "mape", "msle", "divergence", "poisson", "hinge", "logcosh"];

    /// <summary>True where more is better, false where less is; null where nobody knows.</summary>
    public static bool? Of(Metric[] metrics, string monitor)
    {
        string name = monitor.StartsWith("val_", StringComparison.Ordinal) ? monitor[4..] : monitor;
        if (name == "loss") { return false; }
        return Array.Find(metrics, metric => metric.Name == name) is { } metric ? Of(metric) : null;
    }

    private static bool? Of(Metric metric) =>
        s_higher.Any(part => metric.Name.Contains(part, StringComparison.OrdinalIgnoreCase)) ? true
        : s_lower.Any(part => metric.Name.Contains(part, StringComparison.OrdinalIgnoreCase)) ? false
        : null;
}
