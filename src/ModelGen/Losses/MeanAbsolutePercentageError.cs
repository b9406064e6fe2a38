using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// 100 times the mean along the last axis of |y - p| / max(|y|, 1e-7). A target of 0 therefore gives numbers of the size of 1e9, as in
/// Keras:
/// <c>mean_absolute_percentage_error</c>.
/// </summary>
public sealed class MeanAbsolutePercentageError : Loss
{
    /// <summary>An error in percent of the target.</summary>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    public MeanAbsolutePercentageError(Reduction reduction = Reduction.SumOverBatchSize, string name = "mean_absolute_percentage_error")
        : base(name, reduction) { }

    private protected override void CheckOutput(OutputLayout output) { }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("MeanAbsolutePercentageError", output, labelsAreClasses);

    internal override void Compute(in Scoring scoring) => ElementwiseLoss.Compute(this, scoring, default(Formula));

    internal readonly struct Formula : IElementwiseLoss
    {
        public static bool IsSum => false;

        public static int Operations => 8;

        public float Value(float y, float p) => 100f * (MathF.Abs(p - y) / Size(y));

        public float Derivative(float y, float p)
        {
            float difference = p - y, derivative = 100f / Size(y);
            return difference > 0f ? derivative : difference < 0f ? -derivative : difference;
        }

        private static float Size(float y)
        {
            float size = MathF.Abs(y);
            return size < ElementwiseLoss.Epsilon ? ElementwiseLoss.Epsilon : size;
        }
    }
}
