using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// 1 - I / (I + alpha F + beta M + 1e-7), with I the sum of y p, F of (1 - y) p (wrongly found) and M of y (1 - p) (missed). The sums go
/// over all values of a batch, samples included, or along some axes. With both 0.5 it is <see cref="Dice"/>. Keras: <c>tversky</c>, from
/// 3.16 on (until 3.15 it had alpha and beta the other way round, against its documentation); Salehi and others, Tversky loss function for
/// image segmentation (2017).
/// </summary>
public sealed class Tversky : Loss
{
    /// <summary>A loss of overlap that weighs the two ways to be wrong.</summary>
    /// <param name="alpha">The weight of what is wrongly found; 0 or more, and finite.</param>
    /// <param name="beta">The weight of what is missed; 0 or more, and finite.</param>
    /// <param name="reduction">How one number is made of those of a batch. Where the sums go over all values there is only one.</param>
    /// <param name="name">Its name.</param>
    /// <param name="axis">The axes along which sums go; 0 counts the samples, -1 is the last one. Left out: all, so that a batch has one
    /// value.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite.</exception>
    public Tversky(double alpha = 0.5, double beta = 0.5, Reduction reduction = Reduction.SumOverBatchSize, string name = "tversky",
        params int[]? axis) : base(name, reduction)
    {
        Require.FiniteAndNotNegative(alpha);
        Require.FiniteAndNotNegative(beta);
        (Alpha, Beta, Axis) = (alpha, beta, axis is null or [] ? null : (int[])[.. axis]);
    }

    /// <summary>The weight of what is wrongly found.</summary>
    public double Alpha { get; }

    /// <summary>The weight of what is missed.</summary>
    public double Beta { get; }

    /// <summary>The axes along which sums go; null for all.</summary>
    public IReadOnlyList<int>? Axis { get; }

    private Formula Numbers => new((float)Alpha, (float)Beta);

    internal override TargetDomain Targets => TargetDomain.Probability;

    private protected override void CheckOutput(OutputLayout output) => Groups(output.Shape, output.LastLayer);

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("Tversky", output, labelsAreClasses);

    internal override int WorkPerSample(OutputLayout output) => GroupLoss.WorkPerSample(Groups(output.Shape, output.LastLayer));

    internal override void Compute(in Scoring scoring) =>
        GroupLoss.Compute(this, scoring, Groups(scoring.Layout.Shape, scoring.Layout.LastLayer), Numbers);

    private protected override unsafe float[] ValuesOf(float* targets, float* outputs, bool targetsAreClasses, int[] shape) =>
        GroupLoss.Values(targets, outputs, shape[0], Groups(shape[1..], "y"), Numbers);

    private OutputGroups Groups(int[] shape, string layer) => OutputGroups.Of("Tversky", (int[]?)Axis, shape, layer);

    internal readonly struct Formula(float alpha, float beta) : IGroupLoss
    {
        public static bool ThirdIsLargest => false;

        public float First(float y, float p) => y * p;

        public float Second(float y, float p) => (1f - y) * p;

        public float Third(float y, float p) => y * (1f - p);

        public float Value(float a, float b, float c) => 1f - (a / Whole(a, b, c));

        public float Derivative(float y, float p, float a, float b, float c, bool isLargest)
        {
            float whole = Whole(a, b, c);
            float growth = y + (alpha * (1f - y)) - (beta * y);
            return ((a / whole * growth) - y) / whole;
        }

        private float Whole(float a, float b, float c) =>
            a + (alpha * b) + (beta * c) + ElementwiseLoss.Epsilon;
    }
}
