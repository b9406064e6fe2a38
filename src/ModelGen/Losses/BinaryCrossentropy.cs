using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The mean along the last axis of -(y ln p + (1 - y) ln(1 - p)): each output is a probability of its own. Behind a sigmoid it works on the
/// sigmoid's input z, as Keras on TensorFlow does: y ln(1 + exp(-z)) + (1 - y) ln(1 + exp(z)), whose derivative is sigmoid(z) - y. Other
/// probabilities are clipped to [1e-7, 1 - 1e-7]; outside, their derivative is 0. Keras: <c>binary_crossentropy</c>.
/// </summary>
public sealed class BinaryCrossentropy : Loss
{
    /// <summary>The cross-entropy of two classes.</summary>
    /// <param name="fromLogits">Whether the model's outputs are logits (its last activation is linear) instead of probabilities.</param>
    /// <param name="labelSmoothing">How far each target is drawn to 1/2: y (1 - s) + s / 2; 0 to 1.</param>
    /// <param name="axis">The axis along which the mean is taken: the last one.</param>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is not a number from 0 to 1.</exception>
    public BinaryCrossentropy(
        bool fromLogits = false, double labelSmoothing = 0, int axis = -1, Reduction reduction = Reduction.SumOverBatchSize,
        string name = "binary_crossentropy")
        : base(name, reduction)
    {
        Require.Between(labelSmoothing, 0, 1);
        (FromLogits, LabelSmoothing, Axis) = (fromLogits, labelSmoothing, axis);
    }

    /// <summary>Whether the model's outputs are taken as logits.</summary>
    public bool FromLogits { get; }

    /// <summary>How far each target is drawn to 1/2.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis along which the mean is taken.</summary>
    public int Axis { get; }

    internal override TargetDomain Targets => TargetDomain.Probability;

    internal override OutputMeaning Meaning => FromLogits ? OutputMeaning.Logits : OutputMeaning.Values;

    private protected override void CheckOutput(OutputLayout output)
    {
        LossChecks.LastAxis("BinaryCrossentropy", output, Axis);
        LossChecks.TwoClasses("BinaryCrossentropy", output, FromLogits);
    }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("BinaryCrossentropy", output, labelsAreClasses);

    internal override int? ClassesOf(OutputLayout output) => 2;

    internal override bool TakesLogits(OutputLayout output) => !FromLogits && output.LastActivation == Activation.Sigmoid;

    internal override void Compute(in Scoring scoring)
    {
        bool logits = FromLogits || TakesLogits(scoring.Layout);
        ElementwiseLoss.Compute(this, scoring, new Formula((float)LabelSmoothing, logits ? 1 : 0), logits);
    }

    /// <param name="smoothing">How far each target is drawn to 1/2.</param>
    /// <param name="isLogits">Not 0: outputs are logits.</param>
    internal readonly struct Formula(float smoothing, int isLogits) : IElementwiseLoss
    {
        public static bool IsSum => false;

        public static int Operations => 80;

        public float Value(float y, float p)
        {
            float target = Smooth(y, smoothing);
            return isLogits != 0 ? OfLogits(target, p) : OfProbability(target, p);
        }

        public float Derivative(float y, float p)
        {
            float target = Smooth(y, smoothing);
            return isLogits != 0 ? DerivativeOfLogits(target, p) : DerivativeOfProbability(target, p);
        }

        /// <summary>y (1 - s) + s / 2.</summary>
        public static float Smooth(float y, float smoothing) =>
            smoothing == 0f ? y : (y * (1f - smoothing)) + (0.5f * smoothing);

        /// <summary>From z, the sigmoid's input.</summary>
        public static float OfLogits(float y, float z) => (y * AccurateMath.Softplus(-z)) + ((1f - y) * AccurateMath.Softplus(z));

        /// <summary>sigmoid(z) - y, where neither end cancels.</summary>
        public static float DerivativeOfLogits(float y, float z) => ((1f - y) * AccurateMath.Sigmoid(z)) - (y * AccurateMath.Sigmoid(-z));

        /// <summary>From a probability, clipped.</summary>
        public static float OfProbability(float y, float p)
        {
            float q = p < ElementwiseLoss.Epsilon ? ElementwiseLoss.Epsilon : p > 1f - ElementwiseLoss.Epsilon
                ? 1f - ElementwiseLoss.Epsilon : p;
            return -((y * AccurateMath.Log(q)) + ((1f - y) * AccurateMath.LogP1(-q)));
        }

        /// <summary>The clip lets no gradient through outside its bounds.</summary>
        public static float DerivativeOfProbability(float y, float p) =>
            p < ElementwiseLoss.Epsilon || p > 1f - ElementwiseLoss.Epsilon ? 0f : ((1f - y) / (1f - p)) - (y / p);
    }
}
