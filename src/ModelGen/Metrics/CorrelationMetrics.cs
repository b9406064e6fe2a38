using ModelGen.Kernels;

namespace ModelGen;

/// <content>Correlations of a sample's outputs with its targets.</content>
public static partial class Metrics
{
    /// <summary>
    /// Pearson's coefficient of each row of outputs with its targets, mean((y - mean y) (p - mean p)) / (sd(y) sd(p)), with population
    /// deviations; its mean over rows and samples. It needs several outputs in a row, and is NaN where a row is constant, as in Keras.
    /// </summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class PearsonCorrelation(string? name = null) : Metric(name, "pearson_correlation")
    {
        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output) => CheckRows("PearsonCorrelation", output);

        internal override void Check(OutputLayout output, bool labelsAreClasses)
        {
            Check(output);
            MetricChecks.NoClassIndices("PearsonCorrelation", output, labelsAreClasses);
        }

        internal override void Compute(in Scoring s) =>
            MetricKernels.Compute(s, new CorrelationRule(CorrelationRule.Pearson));
    }

    /// <summary>
    /// Lin's coefficient of each row of outputs with its targets, 2 cov(y, p) / (var(y) + var(p) + (mean y - mean p)^2), with population
    /// variances and Keras's epsilon; its mean over rows and samples. It needs several outputs in a row.
    /// </summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class ConcordanceCorrelation(string? name = null) : Metric(name, "concordance_correlation")
    {
        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output) => CheckRows("ConcordanceCorrelation", output);

        internal override void Check(OutputLayout output, bool labelsAreClasses)
        {
            Check(output);
            MetricChecks.NoClassIndices("ConcordanceCorrelation", output, labelsAreClasses);
        }

        internal override void Compute(in Scoring s) =>
            MetricKernels.Compute(s, new CorrelationRule(CorrelationRule.Concordance));
    }

    private static void CheckRows(string metric, OutputLayout output)
    {
        if (output.Columns < 2)
        {
            throw new InvalidOperationException(
                $"Metrics.{metric} correlates the outputs of a row with their targets, but {output.LastLayer} gives 1 value. Use "
                    + "Metrics.R2Score, which compares samples.");
        }
    }
}
