using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// 1 - 2 sum of y p / (sum of y + sum of p + 1e-7): how little two sets overlap, 0 to 1. The sums go over all values of a batch, samples
/// included, or along some axes. Keras: <c>dice</c>; Milletari and others, V-Net (2016), without squares.
/// </summary>
public sealed class Dice : Loss
{
    /// <summary>A loss of overlap.</summary>
    /// <param name="reduction">How one number is made of those of a batch. Where the sums go over all values there is only one.</param>
    /// <param name="name">Its name.</param>
    /// <param name="axis">The axes along which sums go; 0 counts the samples, -1 is the last one. Left out:
    /// all, so that a batch has one value.</param>
    public Dice(Reduction reduction = Reduction.SumOverBatchSize, string name = "dice", params int[]? axis) : base(name, reduction) =>
        Axis = axis is null or [] ? null : (int[])[.. axis];

    /// <summary>The axes along which sums go; null for all.</summary>
    public IReadOnlyList<int>? Axis { get; }

    internal override TargetDomain Targets => TargetDomain.Probability;

    private protected override void CheckOutput(OutputLayout output) => Groups(output.Shape, output.LastLayer);

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("Dice", output, labelsAreClasses);

    internal override int WorkPerSample(OutputLayout output) => GroupLoss.WorkPerSample(Groups(output.Shape, output.LastLayer));

    internal override void Compute(in Scoring scoring) =>
        GroupLoss.Compute(this, scoring, Groups(scoring.Layout.Shape, scoring.Layout.LastLayer), default(Formula));

    private protected override unsafe float[] ValuesOf(float* targets, float* outputs, bool targetsAreClasses, int[] shape) =>
        GroupLoss.Values(targets, outputs, shape[0], Groups(shape[1..], "y"), default(Formula));

    private OutputGroups Groups(int[] shape, string layer) => OutputGroups.Of("Dice", (int[]?)Axis, shape, layer);

    internal readonly struct Formula : IGroupLoss
    {
        public static bool ThirdIsLargest => false;

        public float First(float y, float p) => y * p;

        public float Second(float y, float p) => y + p;

        public float Third(float y, float p) => 0f;

        public float Value(float a, float b, float c) => 1f - (2f * a / (b + ElementwiseLoss.Epsilon));

        public float Derivative(float y, float p, float a, float b, float c, bool isLargest)
        {
            float sum = b + ElementwiseLoss.Epsilon;
            return 2f * ((a / sum) - y) / sum;
        }
    }
}
