using ModelGen.Kernels;

namespace ModelGen;

/// <summary>Checks that several metrics make of an output and its labels.</summary>
internal static class MetricChecks
{
    public static void SeveralClasses(string metric, OutputLayout output)
    {
        if (output.Columns < 2)
        {
            throw new InvalidOperationException(
                $"Metrics.{metric} needs at least 2 classes, but {output.LastLayer} gives 1 value. Use Metric.Accuracy or "
                    + "Metrics.BinaryAccuracy here, or give it one unit for each class.");
        }
    }

    /// <summary>Of a model with several outputs, class indices say nothing about each.</summary>
    public static void NoClassIndices(string metric, OutputLayout output, bool labelsAreClasses)
    {
        if (labelsAreClasses && output.Columns > 1)
        {
            throw new InvalidOperationException(
                $"Metrics.{metric} compares each of the {output.Columns:N0} outputs of {output.LastLayer} with a target, but the labels "
                    + "are class indices. Give dense targets, or use Metric.Accuracy.");
        }
    }

    public static void OnlyClassIndices(string metric, string other, OutputLayout output, bool labelsAreClasses)
    {
        if (!labelsAreClasses)
        {
            throw new InvalidOperationException(
                $"Metrics.{metric} needs class indices, but the labels{output.Of} are dense targets. Use "
                    + $"Metrics.{other}, which takes both.");
        }
    }

    public static void AtMost(string metric, string what, int k, OutputLayout output)
    {
        if (k > output.Columns)
        {
            throw new InvalidOperationException(
                $"Metrics.{metric} has {what} {k:N0}, but {output.LastLayer} gives {output.Columns:N0} "
                    + $"{(output.Columns == 1 ? "value" : "classes")}. Use at most {output.Columns:N0}.");
        }
    }

    public static void HasClass(string metric, int? classId, OutputLayout output)
    {
        if (classId >= output.Columns)
        {
            throw new InvalidOperationException(
                $"Metrics.{metric} has classId {classId:N0}, but {output.LastLayer} gives {output.Columns:N0} "
                    + $"{(output.Columns == 1 ? "value" : "classes")}. Use 0 to {output.Columns - 1:N0}.");
        }
    }

    /// <summary>No sequence and no image.</summary>
    public static void OneRow(string metric, OutputLayout output)
    {
        if (output.Rows > 1)
        {
            throw new InvalidOperationException(
                $"Metrics.{metric} needs one row of outputs for each sample, but {output.LastLayer} gives "
                    + $"{string.Join(" x ", output.Shape)}. Flatten it, or measure something else.");
        }
    }

    /// <summary>
    /// A threshold above 0 is one of probabilities: logits and margins say yes above 0, and scores of classes by the largest.
    /// </summary>
    /// <param name="metric">Whose it is.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="atZero">The metric that is right for logits and margins.</param>
    /// <param name="ofClasses">The metric that is right for scores of classes; empty where none is.</param>
    /// <param name="loss">What takes the outputs for these.</param>
    /// <param name="output">The outputs.</param>
    public static void Threshold(string metric, double threshold, string atZero, string ofClasses, Loss loss, OutputLayout output)
    {
        bool scores = loss.Meaning == OutputMeaning.Scores;
        if (loss.Meaning == OutputMeaning.Values || (threshold <= 0 && !scores)) { return; }
        string right = !scores ? $"Write new Metrics.{atZero}."
            : ofClasses.Length > 0 ? $"Write new Metrics.{ofClasses}."
            : "Use Activation.Softmax there, and leave fromLogits out of the loss.";
        throw new InvalidOperationException(
            $"{metric} takes an output above {threshold} for a yes, but {Outputs(loss, output)}. {right}");
    }

    /// <summary>What a loss takes outputs for, in words.</summary>
    public static string Outputs(Loss loss, OutputLayout output)
    {
        string what = loss.Meaning switch
        {
            OutputMeaning.Logits => "logits, which say yes above 0",
            OutputMeaning.Margins => "margins, which say yes above 0",
            _ => "scores of classes, of which the largest counts",
        };
        return $"{loss.GetType().Name} takes those of {output.LastLayer} for {what}";
    }

    /// <summary>As Keras asks of thresholds.</summary>
    public static float[] Thresholds(double[] thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        if (thresholds.Length == 0)
        {
            throw new ArgumentException("The list of thresholds is empty; leave it out or give at least one.", nameof(thresholds));
        }
        foreach (double threshold in thresholds) { Require.Between(threshold, 0, 1); }
        return [.. thresholds.Select(threshold => (float)threshold)];
    }

    public static int Class(int? classId)
    {
        if (classId is { } id) { Require.AtLeast(id, 0, nameof(classId)); }
        return classId ?? MetricSizes.NoClass;
    }
}
