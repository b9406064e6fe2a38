using ModelGen.Kernels;

namespace ModelGen;

/// <content>The area under a curve.</content>
public static partial class Metrics
{
    /// <summary>
    /// The area under the ROC or the precision-recall curve, from counts at thresholds that are evenly spread from just below 0 to just
    /// above 1, as Keras computes it: an approximation that more thresholds improve. p lies in the bucket ceil(p (thresholds - 1)) - 1, in
    /// float32. Outputs are probabilities, or logits; all outputs of all samples count alike, or each label has a curve of its own.
    /// </summary>
    public sealed class AUC : Metric
    {
        private const double Epsilon = 1e-7;

        private readonly float[] _listed = [];
        private readonly double[] _labelWeights;

        /// <summary>An area under a curve.</summary>
        /// <param name="numThresholds">How many thresholds; 2 to 1,000,000.</param>
        /// <param name="curve">The curve.</param>
        /// <param name="summationMethod">What lies between its points.</param>
        /// <param name="name">Its name in the history; left out: <c>auc</c>, <c>auc_1</c> and so on.</param>
        /// <param name="thresholds">The thresholds themselves, 0 to 1 each; two beyond the ends are added. <paramref name="numThresholds"/>
        /// is then left alone.</param>
        /// <param name="multiLabel">Whether each output has a curve; the result is the mean of their areas.</param>
        /// <param name="labelWeights">How much each output counts, 0 or more each: in that mean, or without <paramref name="multiLabel"/>
        /// in all counts. Left out: 1.</param>
        /// <param name="fromLogits">Whether outputs are logits, of which the sigmoid is taken.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public AUC(
            int numThresholds = 200, Curve curve = Curve.ROC, SummationMethod summationMethod = SummationMethod.Interpolation,
            string? name = null,
            double[]? thresholds = null, bool multiLabel = false, double[]? labelWeights = null, bool fromLogits = false)
            : base(name, "auc", isNumbered: true)
        {
            Require.Between(numThresholds, 2, 1_000_000);
            foreach (double weight in labelWeights ?? []) { Require.FiniteAndNotNegative(weight, nameof(labelWeights)); }
            (NumThresholds, CurveKind, SummationMethod, MultiLabel, FromLogits, _labelWeights) = (numThresholds, curve, summationMethod,
                multiLabel, fromLogits, labelWeights ?? []);
            if (thresholds is not null)
            {
                _listed = [(float)-Epsilon, .. MetricChecks.Thresholds(thresholds).Order(), (float)(1 + Epsilon)];
                NumThresholds = _listed.Length;
            }
        }

        /// <summary>How many thresholds there are.</summary>
        public int NumThresholds { get; }

        /// <summary>The curve.</summary>
        public Curve CurveKind { get; }

        /// <summary>What lies between its points.</summary>
        public SummationMethod SummationMethod { get; }

        /// <summary>Whether each output has a curve.</summary>
        public bool MultiLabel { get; }

        /// <summary>Whether outputs are logits.</summary>
        public bool FromLogits { get; }

        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output)
        {
            CurveMetric.CheckProbabilities("AUC", output, FromLogits);
            if (MultiLabel) { MetricChecks.OneRow("AUC with multiLabel", output); }
            if (_labelWeights.Length > 0 && _labelWeights.Length != output.Columns)
            {
                throw new InvalidOperationException(
                    $"Metrics.AUC has {_labelWeights.Length:N0} labelWeights, but {output.LastLayer} gives {output.Columns:N0} "
                        + $"{(output.Columns == 1 ? "value" : "values")}. Give one for each.");
            }
        }

        internal override void CheckBeside(Loss loss, OutputLayout output) =>
            CurveMetric.CheckLogits("AUC", "AUC(fromLogits: true)", FromLogits, loss, output);

        internal override TargetDomain TargetsOf(OutputLayout output) => TargetDomain.Bit;

        internal override void CheckPredictions(ReadOnlySpan<float> yPred) =>
            CurveMetric.CheckProbabilities("AUC(fromLogits: true)", FromLogits, yPred);

        internal override int ValuesPerSample(OutputLayout output) => output.Size;

        internal override int StateLength(OutputLayout output) => Histogram.Length(NumThresholds) * (MultiLabel ? output.Columns : 1);

        internal override ReadOnlySpan<float> Constants => _listed;

        internal override void Compute(in Scoring s)
        {
            int form = (_listed.Length > 0 ? BucketsRule.Listed : BucketsRule.EvenBeyondEnds) + (FromLogits ? BucketsRule.OfLogits : 0);
            MetricKernels.Compute(s, new BucketsRule(form, NumThresholds), s.Layout.Size);
        }

        internal override void Fold(Span<double> state, ReadOnlySpan<float> values, double weight)
        {
            int length = Histogram.Length(NumThresholds), curves = state.Length / length;
            for (int i = 0; i < values.Length; i++)
            {
                double labelWeight = MultiLabel || _labelWeights.Length == 0 ? 1 : _labelWeights[i % _labelWeights.Length];
                Histogram.Add(state.Slice(i % curves * length, length), values[i], weight * labelWeight);
            }
        }

        internal override void Finish(ReadOnlySpan<double> state, Span<double> results)
        {
            int length = Histogram.Length(NumThresholds), curves = state.Length / length;
            double total = 0, weights = 0;
            for (int i = 0; i < curves; i++)
            {
                double weight = MultiLabel && _labelWeights.Length > 0 ? _labelWeights[i] : 1;
                total += weight * Area(state.Slice(i * length, length));
                weights += weight;
            }

            results[0] = Ratio(total, weights);
        }

        private double Area(ReadOnlySpan<double> histogram)
        {
            (double positives, double negatives) = Histogram.Totals(histogram);
            double area = 0, right = 0, wrong = 0;
            // From the highest threshold down: at each, what lies above it.
            for (int t = NumThresholds - 1; t >= 0; t--)
            {
                (double moreRight, double moreWrong) = Histogram.At(histogram, t + 1);
                (double nextRight, double nextWrong) = (right + moreRight, wrong + moreWrong);
                if (t < NumThresholds - 1) { area += Between(nextRight, nextWrong, right, wrong, positives, negatives); }
                (right, wrong) = (nextRight, nextWrong);
            }

            return area;
        }

        // The area between two neighbours, the lower threshold first.
        private double Between(double right0, double wrong0, double right1, double wrong1, double positives, double negatives)
        {
            if (CurveKind == Curve.PR && SummationMethod == SummationMethod.Interpolation)
            {
                return Interpolated(right0, right0 + wrong0, right1, right1 + wrong1, positives);
            }
            (double x0, double y0) = Point(right0, wrong0, positives, negatives);
            (double x1, double y1) = Point(right1, wrong1, positives, negatives);
            double height = SummationMethod switch
            {
                SummationMethod.Minoring => Math.Min(y0, y1),
                SummationMethod.Majoring => Math.Max(y0, y1),
                _ => (y0 + y1) / 2,
            };
            return (x0 - x1) * height;
        }

        private (double X, double Y) Point(double right, double wrong, double positives, double negatives) => CurveKind == Curve.ROC
            ? (Ratio(wrong, negatives), Ratio(right, positives))
            : (Ratio(right, positives), Ratio(right, right + wrong));

        // True positives grow linearly with all that are predicted positive: the integral of (intercept + slope P) / P.
        private static double Interpolated(double right0, double predicted0, double right1, double predicted1, double positives)
        {
            double more = right0 - right1, slope = Ratio(more, Math.Max(predicted0 - predicted1, 0));
            double intercept = right1 - (slope * predicted1);
            double ratio = predicted0 > 0 && predicted1 > 0 ? predicted0 / predicted1 : 1;
            return Ratio(slope * (more + (intercept * Math.Log(ratio))), Math.Max(positives, 0));
        }
    }
}
