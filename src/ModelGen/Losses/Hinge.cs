using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The mean along the last axis of max(1 - y p, 0). Labels are -1 and 1; where every label of a batch is 0 or 1, 2 y - 1 is taken, as in
/// Keras: <c>hinge</c>. Outputs may be any numbers: a linear or tanh ending serves.
/// </summary>
public sealed class Hinge : Loss
{
    /// <summary>The loss of margins.</summary>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    public Hinge(Reduction reduction = Reduction.SumOverBatchSize, string name = "hinge") : base(name, reduction) { }

    internal override TargetDomain Targets => TargetDomain.Sign;

    internal override OutputMeaning Meaning => OutputMeaning.Margins;

    private protected override void CheckOutput(OutputLayout output) { }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("Hinge", output, labelsAreClasses);

    internal override void Compute(in Scoring scoring) =>
        ElementwiseLoss.Compute(this, scoring, new Formula(new HingeLabels(scoring)));

    internal readonly struct Formula(HingeLabels labels) : IElementwiseLoss
    {
        public static bool IsSum => false;

        public static int Operations => 8;

        public float Value(float y, float p) => labels.Margin(y, p);

        public float Derivative(float y, float p) =>
            labels.Margin(y, p) == 0f ? 0f : -labels.Sign(y);
    }
}
