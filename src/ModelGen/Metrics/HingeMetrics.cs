namespace ModelGen;

/// <content>Margins.</content>
public static partial class Metrics
{
    /// <summary>The mean of max(1 - y p, 0). Labels are -1 and 1; where all of a batch are 0 or 1, these stand for -1 and 1.</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class Hinge(string? name = null) : LossMetric(new ModelGen.Hinge(), name, "hinge");

    /// <summary>The mean of max(1 - y p, 0)^2. Labels are -1 and 1; where all of a batch are 0 or 1, these stand for -1 and 1.</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class SquaredHinge(string? name = null) : LossMetric(new ModelGen.SquaredHinge(), name, "squared_hinge");

    /// <summary>
    /// max(neg - pos + 1, 0) of each row, where pos is the sum of y p and neg the largest of (1 - y) p; the mean over rows and samples.
    /// </summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class CategoricalHinge(string? name = null) : LossMetric(new ModelGen.CategoricalHinge(), name, "categorical_hinge");
}
