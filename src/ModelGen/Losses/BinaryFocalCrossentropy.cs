using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The binary cross-entropy times (1 - q)^gamma, where q = y p + (1 - y)(1 - p) is the probability of the right class: what is right
/// already counts little. Balanced, class 1 has the weight alpha and class 0 the weight 1 - alpha. Behind a sigmoid it works on the
/// sigmoid's input, as <see cref="BinaryCrossentropy"/> does. Keras: <c>binary_focal_crossentropy</c>; Lin and others, Focal Loss for Dense
/// Object Detection (2017).
/// </summary>
public sealed class BinaryFocalCrossentropy : Loss
{
    /// <summary>The focal loss of two classes.</summary>
    /// <param name="applyClassBalancing">Whether the classes have weights.</param>
    /// <param name="alpha">The weight of class 1; class 0 has 1 - alpha. 0 to 1.</param>
    /// <param name="gamma">The exponent; 0 or more, and finite. 0 gives the cross-entropy.</param>
    /// <param name="fromLogits">Whether the model's outputs are logits (its last activation is linear) instead of probabilities.</param>
    /// <param name="labelSmoothing">How far each target is drawn to 1/2: y (1 - s) + s / 2; 0 to 1.</param>
    /// <param name="axis">The axis along which the mean is taken: the last one.</param>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public BinaryFocalCrossentropy(
        bool applyClassBalancing = false, double alpha = 0.25, double gamma = 2.0, bool fromLogits = false, double labelSmoothing = 0,
        int axis = -1,
        Reduction reduction = Reduction.SumOverBatchSize, string name = "binary_focal_crossentropy")
        : base(name, reduction)
    {
        Require.Between(alpha, 0, 1);
        Require.FiniteAndNotNegative(gamma);
        Require.Between(labelSmoothing, 0, 1);
        (ApplyClassBalancing, Alpha, Gamma, FromLogits, LabelSmoothing, Axis) = (applyClassBalancing, alpha, gamma, fromLogits,
            labelSmoothing, axis);
    }

    /// <summary>Whether the classes have weights.</summary>
    public bool ApplyClassBalancing { get; }

    /// <summary>The weight of class 1.</summary>
    public double Alpha { get; }

    /// <summary>The exponent.</summary>
    public double Gamma { get; }

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
        LossChecks.LastAxis("BinaryFocalCrossentropy", output, Axis);
        LossChecks.TwoClasses("BinaryFocalCrossentropy", output, FromLogits);
    }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("BinaryFocalCrossentropy", output, labelsAreClasses);

    internal override int? ClassesOf(OutputLayout output) => 2;

    internal override bool TakesLogits(OutputLayout output) => !FromLogits && output.LastActivation == Activation.Sigmoid;

    internal override void Compute(in Scoring scoring)
    {
        bool logits = FromLogits || TakesLogits(scoring.Layout);
        var formula = new Formula(
            (float)LabelSmoothing, (float)Alpha, (float)Gamma, isBalanced: ApplyClassBalancing ? 1 : 0, isLogits: logits ? 1 : 0);
        ElementwiseLoss.Compute(this, scoring, formula, logits);
    }

    /// <param name="smoothing">How far each target is drawn to 1/2.</param>
    /// <param name="alpha">The weight of class 1.</param>
    /// <param name="gamma">The exponent.</param>
    /// <param name="isBalanced">Not 0: the classes have weights.</param>
    /// <param name="isLogits">Not 0: outputs are logits.</param>
    internal readonly struct Formula(float smoothing, float alpha, float gamma, int isBalanced, int isLogits) : IElementwiseLoss
    {
        public static bool IsSum => false;

        public static int Operations => 80;

        // miss = 1 - q = y (1 - p) + (1 - y) p.
        public float Value(float y, float p)
        {
            float target = BinaryCrossentropy.Formula.Smooth(y, smoothing);
            float loss = isLogits != 0
                ? BinaryCrossentropy.Formula.OfLogits(target, p) : BinaryCrossentropy.Formula.OfProbability(target, p);
            return Weight(target) * FocalPower.Of(Miss(target, p), gamma) * loss;
        }

        public float Derivative(float y, float p)
        {
            float target = BinaryCrossentropy.Formula.Smooth(y, smoothing);
            float miss = Miss(target, p);
            float derivative;
            if (isLogits != 0)
            {
                // d miss / dz = (1 - 2 y) p (1 - p)
                float inner = (1f - (2f * target)) * AccurateMath.Sigmoid(p) * AccurateMath.Sigmoid(-p);
                derivative = (FocalPower.DerivativeTimes(miss, gamma, inner) * BinaryCrossentropy.Formula.OfLogits(target, p))
                    + (FocalPower.Of(miss, gamma) * BinaryCrossentropy.Formula.DerivativeOfLogits(target, p));
            }
            else
            {
                derivative = (FocalPower.DerivativeTimes(miss, gamma, 1f - (2f * target))
                    * BinaryCrossentropy.Formula.OfProbability(target, p))
                    + (FocalPower.Of(miss, gamma) * BinaryCrossentropy.Formula.DerivativeOfProbability(target, p));
            }

            return Weight(target) * derivative;
        }

        private float Miss(float y, float p) => isLogits != 0
            ? (y * AccurateMath.Sigmoid(-p)) + ((1f - y) * AccurateMath.Sigmoid(p))
            : (y * (1f - p)) + ((1f - y) * p);

        private float Weight(float y) => isBalanced != 0 ? (y * alpha) + ((1f - y) * (1f - alpha)) : 1f;
    }
}
