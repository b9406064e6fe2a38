using ModelGen.Kernels;

namespace ModelGen;

/// <content>Intersections over unions.</content>
public static partial class Metrics
{
    /// <summary>
    /// Of each target class TP / (TP + FP + FN), the mean over those that occur among the labels or the predictions. Predictions are
    /// classes themselves, or the largest output of a row with <c>sparseYPred: false</c>; labels are class indices, dense targets of one
    /// class each, or one-hot with <c>sparseYTrue: false</c>.
    /// </summary>
    public class IoU : Metric
    {
        private readonly int[] _targetClassIds;
        private readonly int? _ignoreClass;

        /// <summary>An intersection over union.</summary>
        /// <param name="numClasses">How many classes there are; 1 to 4,096.</param>
        /// <param name="targetClassIds">Whose mean is the result; 0 to <paramref name="numClasses"/> - 1 each.</param>
        /// <param name="name">Its name in the history; left out: <c>io_u</c>, <c>io_u_1</c> and so on.</param>
        /// <param name="ignoreClass">Answers whose label is this do not count; null: all count.</param>
        /// <param name="sparseYTrue">Whether dense labels are classes; else one-hot. Class indices are always understood.</param>
        /// <param name="sparseYPred">Whether outputs are classes; else the largest output of a row is the prediction.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        /// <exception cref="ArgumentException">There are no target classes.</exception>
        public IoU(int numClasses, int[] targetClassIds, string? name = null, int? ignoreClass = null, bool sparseYTrue = true,
            bool sparseYPred = true)
            : this(numClasses, targetClassIds, name, ignoreClass, sparseYTrue, sparseYPred, "io_u")
        {
        }

        private protected IoU(int numClasses, int[]? targetClassIds, string? name, int? ignoreClass, bool sparseYTrue, bool sparseYPred,
            string defaultName)
            : base(name, defaultName, isNumbered: true)
        {
            ClassPairs.CheckCount(numClasses);
            _targetClassIds = targetClassIds is null ? [.. Enumerable.Range(0, numClasses)] : [.. targetClassIds];
            if (_targetClassIds.Length == 0)
            {
                throw new ArgumentException("There are no targetClassIds; give at least one.", nameof(targetClassIds));
            }
            foreach (int id in _targetClassIds)
            {
                if ((uint)id >= (uint)numClasses)
                {
                    throw new ArgumentOutOfRangeException(nameof(targetClassIds), id,
                        $"A target class is {id}; with {numClasses:N0} classes it must be from 0 to {numClasses - 1:N0}.");
                }
            }

            (NumClasses, _ignoreClass, SparseYTrue, SparseYPred) = (numClasses, ignoreClass, sparseYTrue, sparseYPred);
        }

        /// <summary>How many classes there are.</summary>
        public int NumClasses { get; }

        /// <summary>Whose mean is the result.</summary>
        public IReadOnlyList<int> TargetClassIds => _targetClassIds;

        /// <summary>The class whose answers do not count.</summary>
        public int? IgnoreClass => _ignoreClass;

        /// <summary>Whether dense labels are classes.</summary>
        public bool SparseYTrue { get; }

        /// <summary>Whether outputs are classes.</summary>
        public bool SparseYPred { get; }

        /// <summary>What makes a class of an output.</summary>
        private protected virtual int Form => SparseYPred ? ClassPairsRule.Value : ClassPairsRule.Largest;

        private protected virtual double ClassThreshold => 0;

        internal override bool? HigherIsBetter => true;

        internal override void Check(OutputLayout output)
        {
            if (SparseYPred && output.LastActivation == Activation.Softmax)
            {
                throw new InvalidOperationException(
                    $"Metrics.{GetType().Name} takes each output for a class, but {output.LastLayer} ends in Softmax. Write "
                        + $"{Hint("sparseYPred: false")}, which takes the largest output of each row.");
            }

            if (!SparseYPred && output.Columns > NumClasses)
            {
                throw new InvalidOperationException(
                    $"Metrics.{GetType().Name} has numClasses {NumClasses:N0}, but {output.LastLayer} gives {output.Columns:N0} classes. "
                        + $"Write numClasses: {output.Columns}.");
            }

            if (SparseYPred && output.LastActivation == Activation.Sigmoid)
            {
                throw new InvalidOperationException(
                    $"Metrics.{GetType().Name} takes each output for a class, but {output.LastLayer} ends in Sigmoid, and a probability "
                        + "below 1 would be class 0. Use Metrics.BinaryIoU.");
            }
        }

        internal override void Check(OutputLayout output, bool labelsAreClasses)
        {
            Check(output);
            if (labelsAreClasses && SparseYPred && output.Columns > 1)
            {
                throw new InvalidOperationException(
                    $"Metrics.{GetType().Name} takes each of the {output.Columns:N0} outputs of {output.LastLayer} for a class, but there "
                        + $"is one class index for all of them. Write {Hint("sparseYPred: false")}, or give dense targets.");
            }

            if (!labelsAreClasses && SparseYPred != SparseYTrue)
            {
                throw new InvalidOperationException(
                    $"Metrics.{GetType().Name} has sparseYTrue {Word(SparseYTrue)} and sparseYPred {Word(SparseYPred)}, but dense targets "
                        + "have as many values as outputs, so both are classes or neither is. "
                    + "Make both the same, or give class indices.");
            }
        }

        internal override void CheckBeside(Loss loss, OutputLayout output)
        {
            if (Form != ClassPairsRule.Value || loss.Meaning == OutputMeaning.Values) { return; }
            string other = loss.Meaning == OutputMeaning.Scores ? Hint("sparseYPred: false") : "new Metrics.BinaryIoU(threshold: 0)";
            throw new InvalidOperationException(
                $"Metrics.{GetType().Name} takes each output for a class, but {MetricChecks.Outputs(loss, output)}. Write {other}.");
        }

        internal override TargetDomain TargetsOf(OutputLayout output) =>
            Form == ClassPairsRule.Largest ? TargetDomain.Share : TargetDomain.Class;

        internal override int ValuesPerSample(OutputLayout output) => Form == ClassPairsRule.Largest ? output.Rows : output.Size;

        internal override int StateLength(OutputLayout output) => NumClasses * NumClasses;

        internal override void Compute(in Scoring s) => MetricKernels.Compute(
            s, new ClassPairsRule(Form, NumClasses, (float)ClassThreshold, _ignoreClass ?? MetricSizes.NoClass),
            ValuesPerSample(s.Layout));

        internal override void Fold(Span<double> state, ReadOnlySpan<float> values, double weight) =>
            ClassPairs.Add(this, state, values, weight, NumClasses);

        internal override void Finish(ReadOnlySpan<double> state, Span<double> results)
        {
            double sum = 0;
            int present = 0;
            foreach (int id in _targetClassIds)
            {
                double right = state[(id * NumClasses) + id], union = -right;
                for (int i = 0; i < NumClasses; i++) { union += state[(id * NumClasses) + i] + state[(i * NumClasses) + id]; }
                if (union <= 1e-9) { continue; }
                sum += right / union;
                present++;
            }

            results[0] = Ratio(sum, present);
        }

        private string Hint(string argument) => $"new Metrics.{GetType().Name}(..., {argument})";

        private static string Word(bool value) => value ? "true" : "false";
    }

    /// <summary>
    /// <see cref="IoU"/> of the classes 0 and 1, where an output is class 1 from the threshold on. Labels are 0 and 1.
    /// </summary>
    public sealed class BinaryIoU : IoU
    {
        /// <summary>An intersection over union of two classes.</summary>
        /// <param name="targetClassIds">Whose mean is the result: 0, 1 or both. Left out: both.</param>
        /// <param name="threshold">From where on an output is class 1; finite.</param>
        /// <param name="name">Its name in the history; left out: <c>binary_io_u</c>, <c>binary_io_u_1</c> and so on.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        /// <exception cref="ArgumentException">There are no target classes.</exception>
        public BinaryIoU(int[]? targetClassIds = null, double threshold = 0.5, string? name = null)
            : base(numClasses: 2, targetClassIds, name, ignoreClass: null, sparseYTrue: true, sparseYPred: true, "binary_io_u")
        {
            if (!double.IsFinite(threshold))
            {
                throw new ArgumentOutOfRangeException(nameof(threshold), threshold, $"threshold is {threshold}; it must be finite.");
            }
            Threshold = threshold;
        }

        /// <summary>From where on an output is class 1.</summary>
        public double Threshold { get; }

        private protected override int Form => ClassPairsRule.NotBelow;

        private protected override double ClassThreshold => Threshold;

        internal override void Check(OutputLayout output) { }

        internal override void CheckBeside(Loss loss, OutputLayout output) => MetricChecks.Threshold(
            "Metrics.BinaryIoU", Threshold, "BinaryIoU(threshold: 0)", $"OneHotMeanIoU(numClasses: {output.Columns})", loss, output);

        internal override void Check(OutputLayout output, bool labelsAreClasses) =>
            MetricChecks.NoClassIndices("BinaryIoU", output, labelsAreClasses);
    }

    /// <summary><see cref="IoU"/> of all classes.</summary>
    public class MeanIoU : IoU
    {
        /// <summary>A mean intersection over union.</summary>
        /// <param name="numClasses">How many classes there are; 1 to 4,096.</param>
        /// <param name="name">Its name in the history; left out: <c>mean_io_u</c>, <c>mean_io_u_1</c> and so on.</param>
        /// <param name="ignoreClass">Answers whose label is this do not count; null: all count.</param>
        /// <param name="sparseYTrue">Whether dense labels are classes; else one-hot. Class indices are always understood.</param>
        /// <param name="sparseYPred">Whether outputs are classes; else the largest output of a row is the prediction.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
        public MeanIoU(int numClasses, string? name = null, int? ignoreClass = null, bool sparseYTrue = true, bool sparseYPred = true)
            : this(numClasses, name, ignoreClass, sparseYTrue, sparseYPred, "mean_io_u")
        {
        }

        private protected MeanIoU(int numClasses, string? name, int? ignoreClass, bool sparseYTrue, bool sparseYPred, string defaultName)
            : base(numClasses, targetClassIds: null, name, ignoreClass, sparseYTrue, sparseYPred, defaultName)
        {
        }
    }

    /// <summary><see cref="IoU"/> of one-hot labels (or class indices) and of outputs whose largest is the prediction.</summary>
    /// <param name="numClasses">How many classes there are; 1 to 4,096.</param>
    /// <param name="targetClassIds">Whose mean is the result; 0 to <paramref name="numClasses"/> - 1 each.</param>
    /// <param name="name">Its name in the history; left out: <c>one_hot_io_u</c>, <c>one_hot_io_u_1</c> and so on.</param>
    /// <param name="ignoreClass">Answers whose label is this do not count; null: all count.</param>
    /// <param name="sparseYPred">Whether outputs are classes; else the largest output of a row is the prediction.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="ArgumentException">There are no target classes.</exception>
    public sealed class OneHotIoU(int numClasses, int[] targetClassIds, string? name = null, int? ignoreClass = null,
        bool sparseYPred = false)
        : IoU(numClasses, targetClassIds, name, ignoreClass, sparseYTrue: false, sparseYPred, "one_hot_io_u");

    /// <summary><see cref="MeanIoU"/> of one-hot labels (or class indices) and of outputs whose largest is the prediction.</summary>
    /// <param name="numClasses">How many classes there are; 1 to 4,096.</param>
    /// <param name="name">Its name in the history; left out: <c>one_hot_mean_io_u</c>, <c>one_hot_mean_io_u_1</c> and so on.</param>
    /// <param name="ignoreClass">Answers whose label is this do not count; null: all count.</param>
    /// <param name="sparseYPred">Whether outputs are classes; else the largest output of a row is the prediction.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public sealed class OneHotMeanIoU(int numClasses, string? name = null, int? ignoreClass = null, bool sparseYPred = false)
        : MeanIoU(numClasses, name, ignoreClass, sparseYTrue: false, sparseYPred, "one_hot_mean_io_u");
}
