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

    private LossSettings Settings => new() { Alpha = (float)Alpha, Beta = (float)Beta };

    internal override TargetDomain Targets => TargetDomain.Probability;

    private protected override void CheckOutput(OutputLayout output) => Groups(output.Shape, output.LastLayer);

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("Tversky", output, labelsAreClasses);

    internal override int WorkPerSample(OutputLayout output) => GroupLoss.WorkPerSample(Groups(output.Shape, output.LastLayer));

    internal override void Compute(in Scoring scoring) =>
        GroupLoss.Compute<Formula>(this, scoring, Groups(scoring.Layout.Shape, scoring.Layout.LastLayer), Settings);

    private protected override unsafe float[] ValuesOf(float* targets, float* outputs, bool targetsAreClasses, int[] shape) =>
        GroupLoss.Values<Formula>(targets, outputs, shape[0], Groups(shape[1..], "y"), Settings);

    private OutputGroups Groups(int[] shape, string layer) => OutputGroups.Of("Tversky", (int[]?)Axis, shape, layer);

    internal readonly struct Formula : IGroupLoss
    {
        public static bool ThirdIsLargest => false;

        public static float First(float y, float p) => y * p;

        public static float Second(float y, float p) => (1f - y) * p;

        public static float Third(float y, float p) => y * (1f - p);

        public static float Value(float a, float b, float c, LossSettings settings) => 1f - (a / Whole(a, b, c, settings));

        public static float Derivative(float y, float p, float a, float b, float c, bool isLargest, LossSettings settings)
        {
            float whole = Whole(a, b, c, settings);
            float growth = y + (settings.Alpha * (1f - y)) - (settings.Beta * y);
            return ((a / whole * growth) - y) / whole;
        }

        private static float Whole(float a, float b, float c, LossSettings settings) =>
            a + (settings.Alpha * b) + (settings.Beta * c) + ElementwiseLoss.Epsilon;
    }
}
