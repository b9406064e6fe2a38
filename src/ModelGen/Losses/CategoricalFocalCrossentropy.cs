using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The sum over the classes of -alpha (1 - p)^gamma y ln p: a cross-entropy in which classes that are right already count little. Labels
/// are class indices or dense targets. Behind a softmax it works on the softmax's input, as <see cref="CategoricalCrossentropy"/> does;
/// other probabilities are divided by their sum and clipped to [1e-7, 1 - 1e-7] first. Keras: <c>categorical_focal_crossentropy</c>; Lin
/// and others, Focal Loss for Dense Object Detection (2017).
/// </summary>
public sealed class CategoricalFocalCrossentropy : Loss
{
    /// <summary>A focal loss.</summary>
    /// <param name="alpha">A factor of the whole, 0 to 1.</param>
    /// <param name="gamma">The exponent; 0 or more, and finite. 0 gives alpha times the cross-entropy.</param>
    /// <param name="fromLogits">Whether the model's outputs are logits (its last activation is linear) instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is spread over all classes: y (1 - s) + s / classes; 0 to 1.</param>
    /// <param name="axis">The axis of the classes: the last one.</param>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public CategoricalFocalCrossentropy(
        double alpha = 0.25, double gamma = 2.0, bool fromLogits = false, double labelSmoothing = 0, int axis = -1,
        Reduction reduction = Reduction.SumOverBatchSize, string name = "categorical_focal_crossentropy")
        : base(name, reduction)
    {
        Require.Between(alpha, 0, 1);
        Require.FiniteAndNotNegative(gamma);
        Require.Between(labelSmoothing, 0, 1);
        (Alpha, Gamma, FromLogits, LabelSmoothing, Axis) = (alpha, gamma, fromLogits, labelSmoothing, axis);
    }

    /// <summary>A factor of the whole.</summary>
    public double Alpha { get; }

    /// <summary>The exponent.</summary>
    public double Gamma { get; }

    /// <summary>Whether the model's outputs are taken as logits.</summary>
    public bool FromLogits { get; }

    /// <summary>How much of each target is spread over all classes.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; }

    internal override TargetDomain Targets => TargetDomain.Probability;

    internal override OutputMeaning Meaning => FromLogits ? OutputMeaning.Scores : OutputMeaning.Values;

    private protected override void CheckOutput(OutputLayout output)
    {
        LossChecks.LastAxis("CategoricalFocalCrossentropy", output, Axis);
        Crossentropy.Check("CategoricalFocalCrossentropy", output, FromLogits);
    }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) { }

    internal override bool TakesLogits(OutputLayout output) => Crossentropy.TakesLogits(output, FromLogits);

    internal override void Compute(in Scoring scoring) => Crossentropy.Compute(this, scoring, FromLogits, new LossSettings
    {
        Smoothing = (float)LabelSmoothing,
        IsFocal = 1,
        Alpha = (float)Alpha,
        Gamma = (float)Gamma,
    });
}
