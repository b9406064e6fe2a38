using ModelGen.Kernels;

namespace ModelGen;

/// <content>The best of one rate where another is good enough.</content>
public static partial class Metrics
{
    /// <summary>
    /// The base of metrics that look for a threshold: of those at which one rate is at least so much, the one with the highest other rate,
    /// which is the result; 0 where there is none. Thresholds are evenly spread from 0 to 1. Outputs are probabilities or
    /// logits, and all outputs of all samples count alike.
    /// </summary>
    public abstract class CurveMetric : Metric
    {
        private static readonly float[] s_middle = [0.5f];
        private readonly double _atLeast;
        private readonly string _atLeastName;

        private protected CurveMetric(double atLeast, string atLeastName, int numThresholds, int? classId, bool fromLogits, string? name,
            string defaultName) : base(name, defaultName, isNumbered: true)
        {
            Require.Between(atLeast, 0, 1, atLeastName);
            Require.Between(numThresholds, 1, 1_000_000);
            (_atLeast, _atLeastName, FromLogits) = (atLeast, atLeastName, fromLogits);
            (NumThresholds, ClassId, Column) = (numThresholds, classId, MetricChecks.Class(classId));
        }

        /// <summary>How many thresholds there are.</summary>
        public int NumThresholds { get; }

        /// <summary>Of which class only; null for all.</summary>
        public int? ClassId { get; }

        /// <summary>Whether outputs are logits, of which the sigmoid is taken.</summary>
        public bool FromLogits { get; }

        private int Column { get; }

        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output)
        {
            CheckProbabilities(GetType().Name, output, FromLogits);
            MetricChecks.HasClass(GetType().Name, ClassId, output);
        }

        internal override void CheckBeside(Loss loss, OutputLayout output) =>
            CheckLogits(GetType().Name, OfLogits, FromLogits, loss, output);

        internal override void CheckPredictions(ReadOnlySpan<float> yPred) => CheckProbabilities(OfLogits, FromLogits, yPred);

        internal override TargetDomain TargetsOf(OutputLayout output) => TargetDomain.Bit;

        private string OfLogits => $"{GetType().Name}({_atLeastName}: {_atLeast}, fromLogits: true)";

        internal static void CheckProbabilities(string ofLogits, bool fromLogits, ReadOnlySpan<float> yPred)
        {
            const float rounding = 1e-5f; // of a softmax, say
            int place = fromLogits ? -1 : Bounds.IndexOutside(yPred, -rounding, 1 + rounding);
            if (place < 0) { return; }
            throw new ArgumentOutOfRangeException(nameof(yPred), yPred[place],
                $"Prediction {place} is {yPred[place]}, but probabilities are 0 to 1. Of logits write new Metrics.{ofLogits}.");
        }

        internal static void CheckLogits(string metric, string right, bool fromLogits, Loss loss, OutputLayout output)
        {
            if (fromLogits || loss.Meaning == OutputMeaning.Values) { return; }
            throw new InvalidOperationException(
                $"Metrics.{metric} needs probabilities, but {MetricChecks.Outputs(loss, output)}. Write new Metrics.{right}.");
        }

        internal static void CheckProbabilities(string metric, OutputLayout output, bool fromLogits)
        {
            bool probabilities = output.LastActivation is Activation.Softmax or Activation.Sigmoid;
            if (fromLogits && probabilities)
            {
                throw new InvalidOperationException(
                    $"Metrics.{metric} with fromLogits needs logits, but {output.LastLayer} ends in {output.LastActivation}. Leave "
                        + "fromLogits out here, or use Activation.Linear there.");
            }

            if (!fromLogits && output.LastActivation is Activation.Tanh)
            {
                throw new InvalidOperationException(
                    $"Metrics.{metric} needs probabilities, but {output.LastLayer} ends in {output.LastActivation}, which gives -1 to 1. "
                        + "Use Activation.Sigmoid there, or Activation.Linear and fromLogits: true here.");
            }
        }

        internal override int ValuesPerSample(OutputLayout output) => ClassId is null ? output.Size : output.Rows;

        internal override int StateLength(OutputLayout output) => Histogram.Length(NumThresholds);

        internal override ReadOnlySpan<float> Constants => NumThresholds == 1 ? s_middle : [];

        internal override void Compute(in Scoring s) => MetricKernels.Compute(
            s, new BucketsRule(Form, NumThresholds, Column), ValuesPerSample(s.Layout));

        private int Form => (NumThresholds == 1 ? BucketsRule.Listed : BucketsRule.Even) + (FromLogits ? BucketsRule.OfLogits : 0);

        internal override void Fold(Span<double> state, ReadOnlySpan<float> values, double weight)
        {
            foreach (float value in values) { Histogram.Add(state, value, weight); }
        }

        internal override void Finish(ReadOnlySpan<double> state, Span<double> results)
        {
            (double positives, double negatives) = Histogram.Totals(state);
            double best = 0, right = 0, wrong = 0;
            for (int t = NumThresholds - 1; t >= 0; t--)
            {
                (double moreRight, double moreWrong) = Histogram.At(state, t + 1);
                (right, wrong) = (right + moreRight, wrong + moreWrong);
                (double constrained, double wanted) = Rates(right, wrong, positives, negatives);
                if (constrained >= _atLeast) { best = Math.Max(best, wanted); }
            }

            results[0] = best;
        }

        /// <summary>The rate that must be large enough, and the one that is wanted.</summary>
        private protected abstract (double Constrained, double Wanted) Rates(double right, double wrong, double positives,
            double negatives);

        private protected static double Specificity(double wrong, double negatives) => Ratio(negatives - wrong, negatives);
    }

    /// <summary>The highest sensitivity, TP / (TP + FN), where the specificity, TN / (TN + FP), is at least so much.</summary>
    /// <param name="specificity">How much at least; 0 to 1.</param>
    /// <param name="numThresholds">How many thresholds are tried, 1 to 1,000,000; one is 0.5.</param>
    /// <param name="classId">Only this class counts; 0 or more.</param>
    /// <param name="name">Its name in the history; left out: <c>sensitivity_at_specificity</c>, <c>sensitivity_at_specificity_1</c> and so
    /// on.</param>
    /// <param name="fromLogits">Whether outputs are logits, of which the sigmoid is taken.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public sealed class SensitivityAtSpecificity(double specificity, int numThresholds = 200, int? classId = null, string? name = null,
        bool fromLogits = false) : CurveMetric(specificity, nameof(specificity), numThresholds, classId, fromLogits, name,
            "sensitivity_at_specificity")
    {
        private protected override (double Constrained, double Wanted) Rates(double right, double wrong, double positives,
            double negatives) =>
            (Specificity(wrong, negatives), Ratio(right, positives));
    }

    /// <summary>The highest specificity, TN / (TN + FP), where the sensitivity, TP / (TP + FN), is at least so much.</summary>
    /// <param name="sensitivity">How much at least; 0 to 1.</param>
    /// <param name="numThresholds">How many thresholds are tried, 1 to 1,000,000; one is 0.5.</param>
    /// <param name="classId">Only this class counts; 0 or more.</param>
    /// <param name="name">Its name in the history; left out: <c>specificity_at_sensitivity</c>, <c>specificity_at_sensitivity_1</c> and so
    /// on.</param>
    /// <param name="fromLogits">Whether outputs are logits, of which the sigmoid is taken.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public sealed class SpecificityAtSensitivity(double sensitivity, int numThresholds = 200, int? classId = null, string? name = null,
        bool fromLogits = false) : CurveMetric(sensitivity, nameof(sensitivity), numThresholds, classId, fromLogits, name,
            "specificity_at_sensitivity")
    {
        private protected override (double Constrained, double Wanted) Rates(double right, double wrong, double positives,
            double negatives) =>
            (Ratio(right, positives), Specificity(wrong, negatives));
    }

    /// <summary>The highest precision, TP / (TP + FP), where the recall, TP / (TP + FN), is at least so much.</summary>
    /// <param name="recall">How much at least; 0 to 1.</param>
    /// <param name="numThresholds">How many thresholds are tried, 1 to 1,000,000; one is 0.5.</param>
    /// <param name="classId">Only this class counts; 0 or more.</param>
    /// <param name="name">Its name in the history; left out: <c>precision_at_recall</c>, <c>precision_at_recall_1</c> and so on.</param>
    /// <param name="fromLogits">Whether outputs are logits, of which the sigmoid is taken.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public sealed class PrecisionAtRecall(double recall, int numThresholds = 200, int? classId = null, string? name = null,
        bool fromLogits = false) : CurveMetric(recall, nameof(recall), numThresholds, classId, fromLogits, name,
            "precision_at_recall")
    {
        private protected override (double Constrained, double Wanted) Rates(double right, double wrong, double positives,
            double negatives) =>
            (Ratio(right, positives), Ratio(right, right + wrong));
    }

    /// <summary>The highest recall, TP / (TP + FN), where the precision, TP / (TP + FP), is at least so much.</summary>
    /// <param name="precision">How much at least; 0 to 1.</param>
    /// <param name="numThresholds">How many thresholds are tried, 1 to 1,000,000; one is 0.5.</param>
    /// <param name="classId">Only this class counts; 0 or more.</param>
    /// <param name="name">Its name in the history; left out: <c>recall_at_precision</c>, <c>recall_at_precision_1</c> and so on.</param>
    /// <param name="fromLogits">Whether outputs are logits, of which the sigmoid is taken.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public sealed class RecallAtPrecision(double precision, int numThresholds = 200, int? classId = null, string? name = null,
        bool fromLogits = false) : CurveMetric(precision, nameof(precision), numThresholds, classId, fromLogits, name,
            "recall_at_precision")
    {
        private protected override (double Constrained, double Wanted) Rates(double right, double wrong, double positives,
            double negatives) =>
            (Ratio(right, right + wrong), Ratio(right, positives));
    }
}
