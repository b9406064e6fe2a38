using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The mean along the last axis of (y - p)^2. Labels are dense targets with as many values as the model gives; for a model with one output,
/// class indices are taken as the values themselves (0, 1, 2, ...). Keras: <c>mean_squared_error</c>.
/// </summary>
public sealed class MeanSquaredError : Loss
{
    /// <summary>A squared error.</summary>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    public MeanSquaredError(Reduction reduction = Reduction.SumOverBatchSize, string name = "mean_squared_error")
        : base(name, reduction) { }

    private protected override void CheckOutput(OutputLayout output) { }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("MeanSquaredError", output, labelsAreClasses);

    internal override void Compute(in Scoring scoring) => ElementwiseLoss.Compute(this, scoring, default(Formula));

    internal readonly struct Formula : IElementwiseLoss
    {
        public static bool IsSum => false;

        public static int Operations => 4;

        public float Value(float y, float p) => (p - y) * (p - y);

        public float Derivative(float y, float p) => 2f * (p - y);
    }
}
