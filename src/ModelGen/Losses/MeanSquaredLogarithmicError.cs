using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The mean along the last axis of (ln(1 + p) - ln(1 + y))^2, where both are at least 1e-7; an output below that has derivative 0.
/// Keras: <c>mean_squared_logarithmic_error</c>.
/// </summary>
public sealed class MeanSquaredLogarithmicError : Loss
{
    /// <summary>A squared error of logarithms.</summary>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    public MeanSquaredLogarithmicError(Reduction reduction = Reduction.SumOverBatchSize, string name = "mean_squared_logarithmic_error")
        : base(name, reduction) { }

    internal override TargetDomain Targets => TargetDomain.NotNegative;

    private protected override void CheckOutput(OutputLayout output) { }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("MeanSquaredLogarithmicError", output, labelsAreClasses);

    internal override void Compute(in Scoring scoring) => ElementwiseLoss.Compute(this, scoring, default(Formula));

    internal readonly struct Formula : IElementwiseLoss
    {
        public static bool IsSum => false;

        public static int Operations => 60;

        public float Value(float y, float p)
        {
            float difference = Difference(y, p);
            return difference * difference;
        }

        public float Derivative(float y, float p) =>
            p < ElementwiseLoss.Epsilon ? 0f : 2f * Difference(y, p) / (1f + p);

        private static float Difference(float y, float p) => AccurateMath.LogP1(AtLeast(p)) - AccurateMath.LogP1(AtLeast(y));

        private static float AtLeast(float x) => x < ElementwiseLoss.Epsilon ? ElementwiseLoss.Epsilon : x;
    }
}
