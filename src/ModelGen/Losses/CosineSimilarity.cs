using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Minus the cosine of the angle between targets and outputs: -sum of y p / (|y| |p|) along an axis, where a length below 1e-7 counts as
/// 1e-7, so that a vector of zeros gives 0. From -1 (the same direction) to 1. Keras: <c>cosine_similarity</c>.
/// </summary>
public sealed class CosineSimilarity : Loss
{
    private readonly int[] _axes;

    /// <summary>A loss of directions.</summary>
    /// <param name="axis">The axis along which vectors lie; 0 counts the samples, -1 is the last one.</param>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    public CosineSimilarity(int axis = -1, Reduction reduction = Reduction.SumOverBatchSize, string name = "cosine_similarity")
        : base(name, reduction) => _axes = [axis];

    /// <summary>The axis along which vectors lie.</summary>
    public int Axis => _axes[0];

    private protected override void CheckOutput(OutputLayout output)
    {
        OutputGroups groups = Groups(output);
        if (groups.AcrossSamples == 0 && groups.Count == groups.Size)
        {
            throw new InvalidOperationException(
                $"Loss.CosineSimilarity compares directions, but {output.LastLayer} gives 1 value along axis {Axis}, and of one number "
                    + "only the sign has a direction, so that nothing is learnt. Use Loss.MeanSquaredError, or give it several units.");
        }
    }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("CosineSimilarity", output, labelsAreClasses);

    internal override int WorkPerSample(OutputLayout output) => GroupLoss.WorkPerSample(Groups(output));

    internal override void Compute(in Scoring scoring) => GroupLoss.Compute(this, scoring, Groups(scoring.Layout), default(Formula));

    private protected override unsafe float[] ValuesOf(float* targets, float* outputs, bool targetsAreClasses, int[] shape) =>
        GroupLoss.Values(targets, outputs, shape[0], OutputGroups.Of("CosineSimilarity", _axes, shape[1..], "y"), default(Formula));

    private OutputGroups Groups(OutputLayout output) => OutputGroups.Of("CosineSimilarity", _axes, output.Shape, output.LastLayer);

    internal readonly struct Formula : IGroupLoss
    {
        private const float LeastSquare = ElementwiseLoss.Epsilon * ElementwiseLoss.Epsilon;

        public static bool ThirdIsLargest => false;

        public float First(float y, float p) => y * p;

        public float Second(float y, float p) => y * y;

        public float Third(float y, float p) => p * p;

        public float Value(float a, float b, float c) => -(a / Length(b) / Length(c));

        // -y / (|y| |p|) + (sum of y p) p / (|y| |p|^3); where |p| is too short to count, only the first.
        public float Derivative(float y, float p, float a, float b, float c, bool isLargest)
        {
            float length = Length(c);
            float pull = c < LeastSquare ? 0f : a / length * (p / length);
            return (pull - y) / Length(b) / length;
        }

        private static float Length(float square) => MathF.Sqrt(square < LeastSquare ? LeastSquare : square);
    }
}
