using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The sum (not the mean) along the last axis of y ln(y / p), where y and p are kept in [1e-7, 1]; outside, an output has derivative 0. It
/// may be a little less than 0. Keras: <c>kl_divergence</c>.
/// </summary>
public sealed class KLDivergence : Loss
{
    /// <summary>The divergence of Kullback and Leibler.</summary>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    public KLDivergence(Reduction reduction = Reduction.SumOverBatchSize, string name = "kl_divergence") : base(name, reduction) { }

    internal override TargetDomain Targets => TargetDomain.Probability;

    // Keras's function takes what is above 1 for 1; a model is not trained on that.
    internal override TargetDomain TargetsAlone => TargetDomain.NotNegative;

    private protected override void CheckOutput(OutputLayout output) { }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("KLDivergence", output, labelsAreClasses);

    internal override void Compute(in Scoring scoring) => ElementwiseLoss.Compute(this, scoring, default(Formula));

    internal readonly struct Formula : IElementwiseLoss
    {
        public static bool IsSum => true;

        public static int Operations => 30;

        public float Value(float y, float p)
        {
            float target = Clip(y);
            return target * AccurateMath.Log(target / Clip(p));
        }

        public float Derivative(float y, float p) =>
            p < ElementwiseLoss.Epsilon || p > 1f ? 0f : -Clip(y) / p;

        private static float Clip(float x) => x < ElementwiseLoss.Epsilon ? ElementwiseLoss.Epsilon : x > 1f ? 1f : x;
    }
}
