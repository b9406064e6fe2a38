using ModelGen.Kernels;

namespace ModelGen;

/// <content>The coefficient of determination.</content>
public static partial class Metrics
{
    /// <summary>
    /// 1 - sum of (y - p)^2 / sum of (y - mean y)^2 over the samples, for each output, then averaged. 1 is perfect, 0 no better than the
    /// mean. As in Keras an output whose targets are all the same has 0, or not a number where it is also predicted exactly.
    /// </summary>
    public sealed class R2Score : Metric
    {
        /// <summary>A coefficient of determination.</summary>
        /// <param name="classAggregation">How the scores of several outputs become one.</param>
        /// <param name="numRegressors">For the adjusted score 1 - (1 - R2) (n - 1) / (n - regressors - 1), with n the number of targets
        /// whose weight is not 0: how many inputs explain them. 0: the plain score, which also stands where n is too small.</param>
        /// <param name="name">Its name in the history.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="numRegressors"/> is negative.</exception>
        public R2Score(ClassAggregation classAggregation = ClassAggregation.UniformAverage, int numRegressors = 0, string? name = null)
            : base(name, "r2_score")
        {
            Require.AtLeast(numRegressors, 0);
            (Aggregation, NumRegressors) = (classAggregation, numRegressors);
        }

        /// <summary>How the scores of several outputs become one.</summary>
        public ClassAggregation Aggregation { get; }

        /// <summary>How many inputs explain the targets; 0 for the plain score.</summary>
        public int NumRegressors { get; }

        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output) => MetricChecks.OneRow("R2Score", output);

        internal override void Check(OutputLayout output, bool labelsAreClasses)
        {
            Check(output);
            MetricChecks.NoClassIndices("R2Score", output, labelsAreClasses);
        }

        internal override int ValuesPerSample(OutputLayout output) => 2 * output.Columns;

        // How many targets of a weight other than 0 there are; then, for each output: sum of w, of w y, of w y^2, of w (y - p)^2.
        internal override int StateLength(OutputLayout output) => 1 + (4 * output.Columns);

        internal override int ResultCount(OutputLayout output) => Aggregation == ClassAggregation.None ? output.Columns : 1;

        internal override void Compute(in Scoring s) =>
            MetricKernels.Compute(s, new PairsRule(PairsRule.Output), ValuesPerSample(s.Layout));

        internal override void Fold(Span<double> state, ReadOnlySpan<float> values, double weight)
        {
            if (weight != 0) { state[0] += values.Length / 2; }
            for (int i = 0; i < values.Length; i += 2)
            {
                Span<double> sums = state.Slice(1 + (2 * i), 4);
                double p = values[i], y = values[i + 1];
                sums[0] += weight;
                sums[1] += weight * y;
                sums[2] += weight * y * y;
                sums[3] += weight * (y - p) * (y - p);
            }
        }

        internal override void Finish(ReadOnlySpan<double> state, Span<double> results)
        {
            int outputs = state.Length / 4;
            double mean = 0, weighted = 0, weights = 0;
            if (state[0] == 0)
            {
                results.Clear();
                return;
            }

            for (int i = 0; i < outputs; i++)
            {
                ReadOnlySpan<double> sums = state.Slice(1 + (4 * i), 4);
                double total = sums[2] - (sums[1] * (sums[1] / sums[0])), score = 1 - (sums[3] / total);
                if (double.IsInfinity(score)) { score = 0; }
                if (Aggregation == ClassAggregation.None) { results[i] = Adjusted(score, state[0]); }
                mean += score / outputs;
                weighted += total * score;
                weights += total;
            }

            if (Aggregation == ClassAggregation.UniformAverage) { results[0] = Adjusted(mean, state[0]); }
            if (Aggregation == ClassAggregation.VarianceWeightedAverage) { results[0] = Adjusted(weighted / weights, state[0]); }
        }

        private double Adjusted(double score, double count) =>
            NumRegressors == 0 || NumRegressors >= count - 1 ? score : 1 - ((1 - score) * (count - 1) / (count - NumRegressors - 1));
    }
}
