using ModelGen.Kernels;

namespace ModelGen;

/// <content>Counts of right and wrong positives and negatives, and their ratios.</content>
public static partial class Metrics
{
    // Keras's, where the largest outputs count whatever they are.
    private const float NoThreshold = -1e10f;

    /// <summary>
    /// The base of metrics that count. An output is predicted positive where it is strictly above the threshold; it is positive where its
    /// target is not 0. All outputs of all samples count alike. With several thresholds there is a result for each: <c>recall[0]</c>,
    /// <c>recall[1]</c> in the history, <see cref="Metric.Results"/> of the metric itself.
    /// </summary>
    public abstract class ConfusionCount : Metric
    {
        private readonly float[] _thresholds;

        private protected ConfusionCount(float[] thresholds, int? topK, int? classId, string? name, string defaultName)
            : base(name, defaultName, isNumbered: true)
        {
            if (topK is { } k) { Require.AtLeast(k, 1, nameof(topK)); }
            (_thresholds, TopK, ClassId, Column) = (thresholds, topK, classId, MetricChecks.Class(classId));
        }

        /// <summary>The thresholds.</summary>
        public IReadOnlyList<double> Thresholds => [.. _thresholds.Select(threshold => (double)threshold)];

        /// <summary>Of how many largest outputs of a row only; null for all.</summary>
        public int? TopK { get; }

        /// <summary>Of which class only; null for all.</summary>
        public int? ClassId { get; }

        private int Column { get; }

        internal override void Check(OutputLayout output)
        {
            if (TopK is { } k) { MetricChecks.AtMost(GetType().Name, "topK", k, output); }
            MetricChecks.HasClass(GetType().Name, ClassId, output);
        }

        internal override void CheckBeside(Loss loss, OutputLayout output)
        {
            string name = GetType().Name, ofClasses = this is Precision or Recall ? $"{name}(topK: 1)" : "";
            if (_thresholds.Max() is > NoThreshold and var threshold)
            {
                MetricChecks.Threshold($"Metrics.{name}", threshold, $"{name}(thresholds: 0)", ofClasses, loss, output);
            }
        }

        internal override TargetDomain TargetsOf(OutputLayout output) => TargetDomain.Bit;

        internal override int ValuesPerSample(OutputLayout output) => CountsRule.Values(_thresholds.Length);

        internal override int StateLength(OutputLayout output) => CountsRule.Values(_thresholds.Length);

        internal override int ResultCount(OutputLayout output) => _thresholds.Length;

        internal override ReadOnlySpan<float> Constants => _thresholds;

        internal override void Compute(in Scoring s) => MetricKernels.Compute(
            s, new CountsRule(_thresholds.Length, most: TopK ?? 0, only: Column), CountsRule.Values(_thresholds.Length));

        internal override void Fold(Span<double> state, ReadOnlySpan<float> values, double weight)
        {
            for (int i = 0; i < state.Length; i++) { state[i] += weight * values[i]; }
        }

        internal override void Finish(ReadOnlySpan<double> state, Span<double> results)
        {
            int count = results.Length;
            for (int i = 0; i < count; i++) { results[i] = Finish(state[i], state[count + i], state[2 * count], state[(2 * count) + 1]); }
        }

        /// <summary>The result at one threshold.</summary>
        /// <param name="right">True positives.</param>
        /// <param name="wrong">False positives.</param>
        /// <param name="positives">All that are positive.</param>
        /// <param name="negatives">All that are not.</param>
        private protected abstract double Finish(double right, double wrong, double positives, double negatives);

        private protected static float[] OneThreshold(double? threshold, int? topK) =>
            threshold is { } given ? MetricChecks.Thresholds([given]) : [topK is null ? 0.5f : NoThreshold];
    }

    /// <summary>True positives / (true positives + false positives); 0 where nothing is predicted positive.</summary>
    public sealed class Precision : ConfusionCount
    {
        /// <summary>A precision.</summary>
        /// <param name="thresholds">What an output must exceed; 0 to 1. Left out: 0.5, or anything where <paramref name="topK"/> is
        /// given.</param>
        /// <param name="topK">Only the largest outputs of each row are predicted positive; at least 1.</param>
        /// <param name="classId">Only this class counts; 0 or more.</param>
        /// <param name="name">Its name in the history; left out: <c>precision</c>, <c>precision_1</c> and so on.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public Precision(double? thresholds = null, int? topK = null, int? classId = null, string? name = null)
            : base(OneThreshold(thresholds, topK), topK, classId, name, "precision")
        {
        }

        /// <summary>A precision for each of several thresholds.</summary>
        /// <param name="thresholds">What an output must exceed; 0 to 1 each.</param>
        /// <param name="topK">Only the largest outputs of each row are predicted positive; at least 1.</param>
        /// <param name="classId">Only this class counts; 0 or more.</param>
        /// <param name="name">Its name in the history.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        /// <exception cref="ArgumentException">There are no thresholds.</exception>
        public Precision(double[] thresholds, int? topK = null, int? classId = null, string? name = null)
            : base(MetricChecks.Thresholds(thresholds), topK, classId, name, "precision")
        {
        }

        internal override bool? HigherIsBetter => true;

        private protected override double Finish(double right, double wrong, double positives, double negatives) =>
            Ratio(right, right + wrong);
    }

    /// <summary>True positives / (true positives + false negatives); 0 where nothing is positive.</summary>
    public sealed class Recall : ConfusionCount
    {
        /// <summary>A recall.</summary>
        /// <param name="thresholds">What an output must exceed; 0 to 1. Left out: 0.5, or anything where <paramref name="topK"/> is
        /// given.</param>
        /// <param name="topK">Only the largest outputs of each row are predicted positive; at least 1.</param>
        /// <param name="classId">Only this class counts; 0 or more.</param>
        /// <param name="name">Its name in the history; left out: <c>recall</c>, <c>recall_1</c> and so on.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public Recall(double? thresholds = null, int? topK = null, int? classId = null, string? name = null)
            : base(OneThreshold(thresholds, topK), topK, classId, name, "recall")
        {
        }

        /// <summary>A recall for each of several thresholds.</summary>
        /// <param name="thresholds">What an output must exceed; 0 to 1 each.</param>
        /// <param name="topK">Only the largest outputs of each row are predicted positive; at least 1.</param>
        /// <param name="classId">Only this class counts; 0 or more.</param>
        /// <param name="name">Its name in the history.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        /// <exception cref="ArgumentException">There are no thresholds.</exception>
        public Recall(double[] thresholds, int? topK = null, int? classId = null, string? name = null)
            : base(MetricChecks.Thresholds(thresholds), topK, classId, name, "recall")
        {
        }

        internal override bool? HigherIsBetter => true;

        private protected override double Finish(double right, double wrong, double positives, double negatives) => Ratio(right, positives);
    }

    /// <summary>How many outputs are predicted positive and are. Weighted samples count by their weights.</summary>
    public sealed class TruePositives : ConfusionCount
    {
        /// <summary>A count.</summary>
        /// <param name="thresholds">What an output must exceed; 0 to 1.</param>
        /// <param name="name">Its name in the history; left out: <c>true_positives</c>, <c>true_positives_1</c> and so on.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="thresholds"/> is not a number from 0 to 1.</exception>
        public TruePositives(double thresholds = 0.5, string? name = null)
            : base(OneThreshold(thresholds, topK: null), topK: null, classId: null, name, "true_positives")
        {
        }

        /// <summary>A count for each of several thresholds.</summary>
        /// <param name="thresholds">What an output must exceed; 0 to 1 each.</param>
        /// <param name="name">Its name in the history.</param>
        /// <exception cref="ArgumentOutOfRangeException">A threshold is not a number from 0 to 1.</exception>
        /// <exception cref="ArgumentException">There are no thresholds.</exception>
        public TruePositives(double[] thresholds, string? name = null)
            : base(MetricChecks.Thresholds(thresholds), topK: null, classId: null, name, "true_positives")
        {
        }

        internal override bool? HigherIsBetter => true;

        private protected override double Finish(double right, double wrong, double positives, double negatives) => right;
    }

    /// <summary>How many outputs are predicted negative and are. Weighted samples count by their weights.</summary>
    public sealed class TrueNegatives : ConfusionCount
    {
        /// <summary>A count.</summary>
        /// <param name="thresholds">What an output must exceed; 0 to 1.</param>
        /// <param name="name">Its name in the history; left out: <c>true_negatives</c>, <c>true_negatives_1</c> and so on.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="thresholds"/> is not a number from 0 to 1.</exception>
        public TrueNegatives(double thresholds = 0.5, string? name = null)
            : base(OneThreshold(thresholds, topK: null), topK: null, classId: null, name, "true_negatives")
        {
        }

        /// <summary>A count for each of several thresholds.</summary>
        /// <param name="thresholds">What an output must exceed; 0 to 1 each.</param>
        /// <param name="name">Its name in the history.</param>
        /// <exception cref="ArgumentOutOfRangeException">A threshold is not a number from 0 to 1.</exception>
        /// <exception cref="ArgumentException">There are no thresholds.</exception>
        public TrueNegatives(double[] thresholds, string? name = null)
            : base(MetricChecks.Thresholds(thresholds), topK: null, classId: null, name, "true_negatives")
        {
        }

        internal override bool? HigherIsBetter => true;

        private protected override double Finish(double right, double wrong, double positives, double negatives) =>
            Math.Max(0, negatives - wrong);
    }

    /// <summary>How many outputs are predicted positive and are not. Weighted samples count by their weights.</summary>
    public sealed class FalsePositives : ConfusionCount
    {
        /// <summary>A count.</summary>
        /// <param name="thresholds">What an output must exceed; 0 to 1.</param>
        /// <param name="name">Its name in the history; left out: <c>false_positives</c>, <c>false_positives_1</c> and so on.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="thresholds"/> is not a number from 0 to 1.</exception>
        public FalsePositives(double thresholds = 0.5, string? name = null)
            : base(OneThreshold(thresholds, topK: null), topK: null, classId: null, name, "false_positives")
        {
        }

        /// <summary>A count for each of several thresholds.</summary>
        /// <param name="thresholds">What an output must exceed; 0 to 1 each.</param>
        /// <param name="name">Its name in the history.</param>
        /// <exception cref="ArgumentOutOfRangeException">A threshold is not a number from 0 to 1.</exception>
        /// <exception cref="ArgumentException">There are no thresholds.</exception>
        public FalsePositives(double[] thresholds, string? name = null)
            : base(MetricChecks.Thresholds(thresholds), topK: null, classId: null, name, "false_positives")
        {
        }

        internal override bool? HigherIsBetter => false;

        private protected override double Finish(double right, double wrong, double positives, double negatives) => wrong;
    }

    /// <summary>How many outputs are predicted negative and are positive. Weighted samples count by their weights.</summary>
    public sealed class FalseNegatives : ConfusionCount
    {
        /// <summary>A count.</summary>
        /// <param name="thresholds">What an output must exceed; 0 to 1.</param>
        /// <param name="name">Its name in the history; left out: <c>false_negatives</c>, <c>false_negatives_1</c> and so on.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="thresholds"/> is not a number from 0 to 1.</exception>
        public FalseNegatives(double thresholds = 0.5, string? name = null)
            : base(OneThreshold(thresholds, topK: null), topK: null, classId: null, name, "false_negatives")
        {
        }

        /// <summary>A count for each of several thresholds.</summary>
        /// <param name="thresholds">What an output must exceed; 0 to 1 each.</param>
        /// <param name="name">Its name in the history.</param>
        /// <exception cref="ArgumentOutOfRangeException">A threshold is not a number from 0 to 1.</exception>
        /// <exception cref="ArgumentException">There are no thresholds.</exception>
        public FalseNegatives(double[] thresholds, string? name = null)
            : base(MetricChecks.Thresholds(thresholds), topK: null, classId: null, name, "false_negatives")
        {
        }

        internal override bool? HigherIsBetter => false;

        private protected override double Finish(double right, double wrong, double positives, double negatives) =>
            Math.Max(0, positives - right);
    }
}
