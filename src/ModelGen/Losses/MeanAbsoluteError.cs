using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The mean along the last axis of |y - p|; its derivative where they are equal is 0. Keras: <c>mean_absolute_error</c>.
/// </summary>
public sealed class MeanAbsoluteError : Loss
{
    /// <summary>An absolute error.</summary>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    public MeanAbsoluteError(Reduction reduction = Reduction.SumOverBatchSize, string name = "mean_absolute_error")
        : base(name, reduction) { }

    private protected override void CheckOutput(OutputLayout output) { }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("MeanAbsoluteError", output, labelsAreClasses);

    internal override void Compute(in Scoring scoring) => ElementwiseLoss.Compute(this, scoring, default(Formula));

    internal readonly struct Formula : IElementwiseLoss
    {
        public static bool IsSum => false;

        public static int Operations => 4;

        public float Value(float y, float p) => MathF.Abs(p - y);

        public float Derivative(float y, float p)
        {
            float difference = p - y;
            return difference > 0f ? 1f : difference < 0f ? -1f : difference;
        }
    }
}
