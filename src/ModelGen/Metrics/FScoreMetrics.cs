using ModelGen.Kernels;

namespace ModelGen;

/// <content>F scores.</content>
public static partial class Metrics
{
    /// <summary>
    /// (1 + beta^2) P R / (beta^2 P + R), where P is precision and R is recall, of each class or of their average. Without a threshold the
    /// largest output of a row is the prediction (and any equal to it). Targets are dense, one output of one row each, or class indices.
    /// Keras's epsilon of 1e-7 stands in the divisors.
    /// </summary>
    public class FBetaScore : Metric
    {
        private const double Epsilon = 1e-7;

        /// <summary>An F score.</summary>
        /// <param name="average">How the scores of the classes become one.</param>
        /// <param name="beta">How much recall counts beside precision; more than 0.</param>
        /// <param name="threshold">What an output must exceed; 0 to 1. Null: the largest output of a row is the
        /// prediction.</param>
        /// <param name="name">Its name in the history.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public FBetaScore(Average average = Average.None, double beta = 1, double? threshold = null, string? name = null)
            : this(average, beta, threshold, name, "fbeta_score")
        {
        }

        private protected FBetaScore(Average average, double beta, double? threshold, string? name, string defaultName)
            : base(name, defaultName)
        {
            Require.FiniteAndPositive(beta);
            if (threshold is { } t && !(t >= 0 && t <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(threshold), t,
                    $"threshold is {t}; it must be from 0 to 1. Leave it out to take the largest output.");
            }

            (Averaging, Beta, Threshold) = (average, beta, threshold);
        }

        /// <summary>How the scores of the classes become one.</summary>
        public Average Averaging { get; }

        /// <summary>How much recall counts beside precision.</summary>
        public double Beta { get; }

        /// <summary>What an output must exceed; null where the largest one counts.</summary>
        public double? Threshold { get; }

        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output)
        {
            MetricChecks.OneRow(GetType().Name, output);
            if (Threshold is null && output.Columns < 2)
            {
                throw new InvalidOperationException(
                    $"Metrics.{GetType().Name} without a threshold takes the largest of several outputs for the prediction, but "
                        + $"{output.LastLayer} gives 1 value. Write new Metrics.{GetType().Name}(threshold: 0.5).");
            }
        }

        internal override void CheckBeside(Loss loss, OutputLayout output)
        {
            string name = GetType().Name;
            if (Threshold is { } threshold)
            {
                MetricChecks.Threshold($"Metrics.{name}", threshold, $"{name}(threshold: 0)", $"{name}()", loss, output);
            }
        }

        internal override TargetDomain TargetsOf(OutputLayout output) => TargetDomain.Share;

        internal override int ValuesPerSample(OutputLayout output) => 2 * output.Columns;

        // Of each class, or of all together: true positives, false positives, false negatives, targets.
        internal override int StateLength(OutputLayout output) => 4 * (Averaging == Average.Micro ? 1 : output.Columns);

        internal override int ResultCount(OutputLayout output) => Averaging == Average.None ? output.Columns : 1;

        internal override void Compute(in Scoring s) => MetricKernels.Compute(
            s, new PairsRule(Threshold is null ? PairsRule.Largest : PairsRule.Above, (float)(Threshold ?? 0)),
            ValuesPerSample(s.Layout));

        internal override void Fold(Span<double> state, ReadOnlySpan<float> values, double weight)
        {
            for (int i = 0; i < values.Length; i += 2)
            {
                Span<double> sums = state.Slice(2 * i % state.Length, 4);
                double predicted = values[i], target = values[i + 1];
                sums[0] += weight * predicted * target;
                sums[1] += weight * predicted * (1 - target);
                sums[2] += weight * (1 - predicted) * target;
                sums[3] += weight * target;
            }
        }

        internal override void Finish(ReadOnlySpan<double> state, Span<double> results)
        {
            int classes = state.Length / 4;
            double all = 0, total = 0;
            for (int i = 0; i < classes; i++) { all += state[(4 * i) + 3]; }
            for (int i = 0; i < classes; i++)
            {
                double score = Score(state.Slice(4 * i, 4));
                if (Averaging == Average.None) { results[i] = score; }
                total += Averaging == Average.Weighted ? score * state[(4 * i) + 3] / (all + Epsilon) : score / classes;
            }

            if (Averaging != Average.None) { results[0] = total; }
        }

        private double Score(ReadOnlySpan<double> sums)
        {
            double precision = sums[0] / (sums[0] + sums[1] + Epsilon), recall = sums[0] / (sums[0] + sums[2] + Epsilon),
                square = Beta * Beta;
            return precision * recall / ((square * precision) + recall + Epsilon) * (1 + square);
        }
    }

    /// <summary>2 P R / (P + R), where P is precision and R is recall: <see cref="FBetaScore"/> with a beta of 1.</summary>
    /// <param name="average">How the scores of the classes become one.</param>
    /// <param name="threshold">What an output must exceed; 0 to 1. Null: the largest output of a row is the
    /// prediction.</param>
    /// <param name="name">Its name in the history.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is outside its range.</exception>
    public sealed class F1Score(Average average = Average.None, double? threshold = null, string? name = null)
        : FBetaScore(average, beta: 1, threshold, name, "f1_score");
}
