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

    public static void OnlyClassIndices(string metric, string other, bool labelsAreClasses)
    {
        if (!labelsAreClasses)
        {
            throw new InvalidOperationException(
                $"Metrics.{metric} needs class indices, but the labels are dense targets. Use Metrics.{other}, which takes both.");
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
        return classId ?? RuleSizes.None;
    }
}
