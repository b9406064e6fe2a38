using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// max(neg - pos + 1, 0), where pos is the sum of y p along the last axis and neg the largest of (1 - y) p: the output of the right class
/// should be larger by 1 than any other. Of equal largest ones the first has the gradient. Targets are one-hot. Keras:
/// <c>categorical_hinge</c>.
/// </summary>
public sealed class CategoricalHinge : Loss
{
    private static readonly int[] s_axes = [-1];

    /// <summary>The loss of margins between classes.</summary>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    public CategoricalHinge(Reduction reduction = Reduction.SumOverBatchSize, string name = "categorical_hinge") : base(name, reduction) { }

    internal override TargetDomain Targets => TargetDomain.Probability;

    internal override OutputMeaning Meaning => OutputMeaning.Scores;

    private protected override void CheckOutput(OutputLayout output)
    {
        if (output.Columns < 2)
        {
            throw new InvalidOperationException(
                $"Loss.CategoricalHinge needs at least 2 classes, but {output.LastLayer} gives 1 value. Give it one unit for each class, "
                    + "or use Loss.Hinge here.");
        }

        Groups(output);
    }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("CategoricalHinge", output, labelsAreClasses);

    internal override void Compute(in Scoring scoring) => GroupLoss.Compute(this, scoring, Groups(scoring.Layout), default(Formula));

    private protected override unsafe float[] ValuesOf(float* targets, float* outputs, bool targetsAreClasses, int[] shape) =>
        GroupLoss.Values(targets, outputs, shape[0], OutputGroups.Of("CategoricalHinge", s_axes, shape[1..], "y"), default(Formula));

    private static OutputGroups Groups(OutputLayout output) => OutputGroups.Of("CategoricalHinge", s_axes, output.Shape, output.LastLayer);

    internal readonly struct Formula : IGroupLoss
    {
        public static bool ThirdIsLargest => true;

        public float First(float y, float p) => y * p;

        public float Second(float y, float p) => 0f;

        public float Third(float y, float p) => (1f - y) * p;

        public float Value(float a, float b, float c)
        {
            float margin = c - a + 1f;
            return margin < 0f ? 0f : margin;
        }

        public float Derivative(float y, float p, float a, float b, float c, bool isLargest) =>
            c - a + 1f <= 0f ? 0f : isLargest ? 1f - y - y : -y;
    }
}
