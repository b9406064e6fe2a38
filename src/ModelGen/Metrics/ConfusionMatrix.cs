using ModelGen.Kernels;

namespace ModelGen;

/// <content>Which class is taken for which.</content>
public static partial class Metrics
{
    /// <summary>
    /// How often each class is taken for which: <see cref="Matrix"/>[class, predicted class], as scikit-learn and Keras's own metrics
    /// count. The prediction is the largest output of a row; of one output, class 1 above the threshold. Labels are class indices or dense
    /// targets, whose largest is the class. Its number in the history is the mean of the matrix's diagonal where each row is divided by its
    /// sum, over classes that occur: the balanced accuracy, which is the accuracy where all classes are as frequent. (Keras has no such
    /// metric.)
    /// </summary>
    public sealed class ConfusionMatrix : Metric
    {
        private readonly int? _numClasses;

        /// <summary>A confusion matrix.</summary>
        /// <param name="numClasses">How many classes there are, 2 to 4,096; left out: as many as outputs, or 2 for one output.</param>
        /// <param name="threshold">What one output must exceed to say class 1; finite.</param>
        /// <param name="name">Its name in the history; left out: <c>confusion_matrix</c>, <c>confusion_matrix_1</c> and so on.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public ConfusionMatrix(int? numClasses = null, double threshold = 0.5, string? name = null)
            : base(name, "confusion_matrix", isNumbered: true)
        {
            if (numClasses is { } count) { ClassPairs.CheckCount(count); }
            if (numClasses == 1 || !double.IsFinite(threshold))
            {
                throw new ArgumentOutOfRangeException(numClasses == 1 ? nameof(numClasses) : nameof(threshold),
                    "It takes at least 2 classes and a finite threshold.");
            }
            (_numClasses, Threshold) = (numClasses, threshold);
        }

        /// <summary>What one output must exceed to say class 1.</summary>
        public double Threshold { get; }

        /// <summary>
        /// The counts since the last <see cref="Metric.ResetState"/>, or of the last epoch or <c>Evaluate</c> of the model that it belongs
        /// to: [class, predicted class], a copy. Empty before anything was measured.
        /// </summary>
        public double[,] Matrix
        {
            get
            {
                ReadOnlySpan<double> sums = ShownSums;
                int classes = (int)Math.Sqrt(sums.Length);
                var matrix = new double[classes, classes];
                for (int i = 0; i < sums.Length; i++) { matrix[i / classes, i % classes] = sums[i]; }
                return matrix;
            }
        }

        /// <summary>
        /// The matrix as a table: a row for each class, a column for each class that it was taken for. Of many classes the first and the
        /// last are shown; before anything was measured, its name.
        /// </summary>
        public override string ToString()
        {
            double[,] matrix = Matrix;
            int size = matrix.GetLength(0) + 1;
            return size == 1 ? Name : TextTable.Of(size, size, (row, column) => (row, column) switch
            {
                (0, 0) => "true\\predicted",
                (0, _) => $"{column - 1}",
                (_, 0) => $"{row - 1}",
                _ => $"{matrix[row - 1, column - 1]:0.####}",
            });
        }

        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output)
        {
            int needed = Math.Max(2, output.Columns);
            if (_numClasses is { } count && count < needed)
            {
                throw new InvalidOperationException(
                    $"Metrics.ConfusionMatrix has numClasses {count:N0}, but {output.LastLayer} gives {needed:N0} classes. Leave it out, "
                        + $"or write {needed:N0}.");
            }

            ClassPairs.CheckCount(needed);
        }

        internal override void CheckBeside(Loss loss, OutputLayout output)
        {
            if (output.Columns > 1) { return; }
            MetricChecks.Threshold("Metrics.ConfusionMatrix", Threshold, "ConfusionMatrix(threshold: 0)", "", loss, output);
        }

        internal override TargetDomain TargetsOf(OutputLayout output) => output.Columns == 1 ? TargetDomain.Class : TargetDomain.Share;

        internal override int ValuesPerSample(OutputLayout output) => output.Rows;

        internal override int StateLength(OutputLayout output) => Classes(output) * Classes(output);

        internal override void Compute(in Scoring s) => MetricKernels.Compute(
            s, new ClassPairsRule(
                s.Layout.Columns == 1 ? ClassPairsRule.Above : ClassPairsRule.Largest, Classes(s.Layout), (float)Threshold), s.Layout.Rows);

        internal override void Fold(Span<double> state, ReadOnlySpan<float> values, double weight) =>
            ClassPairs.Add(this, state, values, weight, (int)Math.Sqrt(state.Length));

        internal override void Finish(ReadOnlySpan<double> state, Span<double> results)
        {
            int classes = (int)Math.Sqrt(state.Length), present = 0;
            double sum = 0;
            for (int i = 0; i < classes; i++)
            {
                double all = 0;
                foreach (double count in state.Slice(i * classes, classes)) { all += count; }
                if (all == 0) { continue; }
                sum += state[(i * classes) + i] / all;
                present++;
            }

            results[0] = Ratio(sum, present);
        }

        private int Classes(OutputLayout output) => _numClasses ?? Math.Max(2, output.Columns);
    }
}
