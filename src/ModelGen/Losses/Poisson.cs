using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The mean along the last axis of p - y ln(p + 1e-7): the outputs are rates, which must not be negative. Keras: <c>poisson</c>.
/// </summary>
public sealed class Poisson : Loss
{
    /// <summary>The loss of counts.</summary>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    public Poisson(Reduction reduction = Reduction.SumOverBatchSize, string name = "poisson") : base(name, reduction) { }

    internal override TargetDomain Targets => TargetDomain.NotNegative;

    private protected override void CheckOutput(OutputLayout output) { }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("Poisson", output, labelsAreClasses);

    internal override void Compute(in Scoring scoring) => ElementwiseLoss.Compute(this, scoring, default(Formula));

    internal readonly struct Formula : IElementwiseLoss
    {
        public static bool IsSum => false;

        public static int Operations => 30;

        public float Value(float y, float p) => p - (y * AccurateMath.Log(p + ElementwiseLoss.Epsilon));

        public float Derivative(float y, float p) => 1f - (y / (p + ElementwiseLoss.Epsilon));
    }
}
