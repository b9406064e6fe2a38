using ModelGen.Kernels;

namespace ModelGen;

/// <content>How often answers are right.</content>
public static partial class Metrics
{
    /// <summary>
    /// Keras's class Accuracy: how often an output equals its target, bit for bit. Of probabilities that is never; what Keras's string
    /// <c>"accuracy"</c> means is <see cref="Metric.Accuracy"/>.
    /// </summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class Accuracy(string? name = null) : Metric(name, "accuracy")
    {
        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output)
        {
            if (output.LastActivation is Activation.Softmax or Activation.Sigmoid)
            {
                throw new InvalidOperationException(
                    $"Metrics.Accuracy asks whether outputs equal their targets, but {output.LastLayer} ends in {output.LastActivation}, "
                        + "and probabilities hardly ever do. Use Metric.Accuracy.");
            }
        }

        internal override void Check(OutputLayout output, bool labelsAreClasses)
        {
            Check(output);
            MetricChecks.NoClassIndices("Accuracy", output, labelsAreClasses);
        }

        internal override void CheckBeside(Loss loss, OutputLayout output) => throw new InvalidOperationException(
            $"Metrics.Accuracy asks whether outputs equal their targets bit for bit, and those of {output.LastLayer} hardly ever do. Use "
                + "Metric.Accuracy for classes, and Metrics.MeanAbsoluteError or Metrics.R2Score for values.");

        internal override void Compute(in Scoring s) =>
            MetricKernels.Compute(s, new AccuracyRule(AccuracyRule.Exact));
    }

    /// <summary>
    /// How often y = (p &gt; threshold), the mean over all outputs. Class indices are the targets of a model with one output.
    /// </summary>
    public sealed class BinaryAccuracy : Metric
    {
        /// <summary>A binary accuracy.</summary>
        /// <param name="threshold">What an output must exceed to say 1; 0 to 1.</param>
        /// <param name="name">Its name in the history.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not a number from 0 to 1.</exception>
        public BinaryAccuracy(double threshold = 0.5, string? name = null) : base(name, "binary_accuracy")
        {
            Require.Between(threshold, 0, 1);
            Threshold = threshold;
        }

        /// <summary>What an output must exceed.</summary>
        public double Threshold { get; }

        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output, bool labelsAreClasses) =>
            MetricChecks.NoClassIndices("BinaryAccuracy", output, labelsAreClasses);

        internal override void CheckBeside(Loss loss, OutputLayout output) =>
            MetricChecks.Threshold(
                "Metrics.BinaryAccuracy", Threshold, "BinaryAccuracy(threshold: 0)", "CategoricalAccuracy()", loss, output);

        internal override TargetDomain TargetsOf(OutputLayout output) => TargetDomain.Bit;

        internal override void Compute(in Scoring s) =>
            MetricKernels.Compute(s, new AccuracyRule(AccuracyRule.Binary, (float)Threshold));
    }

    /// <summary>
    /// How often the largest output stands where the largest target does; of equal ones the first counts. Class indices serve as well.
    /// </summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class CategoricalAccuracy(string? name = null) : Metric(name, "categorical_accuracy")
    {
        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output) => MetricChecks.SeveralClasses("CategoricalAccuracy", output);

        internal override TargetDomain TargetsOf(OutputLayout output) => TargetDomain.Share;

        internal override void Compute(in Scoring s) =>
            MetricKernels.Compute(s, new AccuracyRule(AccuracyRule.Categorical));
    }

    /// <summary>How often the largest output is that of the right class, for class indices only; of equal ones the first counts.</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class SparseCategoricalAccuracy(string? name = null) : Metric(name, "sparse_categorical_accuracy")
    {
        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output) => MetricChecks.SeveralClasses("SparseCategoricalAccuracy", output);

        internal override void Check(OutputLayout output, bool labelsAreClasses)
        {
            Check(output);
            MetricChecks.OnlyClassIndices("SparseCategoricalAccuracy", "CategoricalAccuracy", output, labelsAreClasses);
        }

        internal override void Compute(in Scoring s) =>
            MetricKernels.Compute(s, new AccuracyRule(AccuracyRule.Categorical));
    }

    /// <summary>
    /// How often the output of the right class is among the k largest: fewer than k are larger. Labels are dense targets, whose largest is
    /// the right class, or class indices.
    /// </summary>
    public class TopKCategoricalAccuracy : Metric
    {
        /// <summary>A top-k accuracy.</summary>
        /// <param name="k">1 up to the number of classes.</param>
        /// <param name="name">Its name in the history.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1.</exception>
        public TopKCategoricalAccuracy(int k = 5, string? name = null) : this(k, name, "top_k_categorical_accuracy")
        {
        }

        private protected TopKCategoricalAccuracy(int k, string? name, string defaultName) : base(name, defaultName)
        {
            Require.AtLeast(k, 1);
            K = k;
        }

        /// <summary>Among how many.</summary>
        public int K { get; }

        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output)
        {
            MetricChecks.SeveralClasses(GetType().Name, output);
            MetricChecks.AtMost(GetType().Name, "k", K, output);
        }

        internal override TargetDomain TargetsOf(OutputLayout output) => TargetDomain.Share;

        internal override void Compute(in Scoring s) =>
            MetricKernels.Compute(s, new TopKRule(K));
    }

    /// <summary><see cref="TopKCategoricalAccuracy"/> for class indices only.</summary>
    /// <param name="k">1 up to the number of classes.</param>
    /// <param name="name">Its name in the history.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1.</exception>
    public sealed class SparseTopKCategoricalAccuracy(int k = 5, string? name = null)
        : TopKCategoricalAccuracy(k, name, "sparse_top_k_categorical_accuracy")
    {
        internal override void Check(OutputLayout output, bool labelsAreClasses)
        {
            Check(output);
            MetricChecks.OnlyClassIndices("SparseTopKCategoricalAccuracy", "TopKCategoricalAccuracy", output, labelsAreClasses);
        }
    }
}
