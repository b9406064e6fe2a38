using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// -sum of y ln p over the classes, the mean over rows and samples. Labels are class indices or dense targets (one-hot or soft).
/// Behind a softmax it works on the softmax's input, as Keras on TensorFlow does: its gradient there is (softmax - y) / samples.
/// Other probabilities are divided by their sum and clipped to [1e-7, 1 - 1e-7] first. Keras: <c>categorical_crossentropy</c>.
/// </summary>
public sealed class CategoricalCrossentropy : Loss
{
    /// <summary>A cross-entropy.</summary>
    /// <param name="fromLogits">Whether the model's outputs are logits (its last activation is linear) instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is spread over all classes: y (1 - s) + s / classes; 0 to 1.</param>
    /// <param name="axis">The axis of the classes: the last one.</param>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is not a number from 0 to 1.</exception>
    public CategoricalCrossentropy(
        bool fromLogits = false, double labelSmoothing = 0, int axis = -1, Reduction reduction = Reduction.SumOverBatchSize,
        string name = "categorical_crossentropy")
        : base(name, reduction)
    {
        Require.Between(labelSmoothing, 0, 1);
        (FromLogits, LabelSmoothing, Axis) = (fromLogits, labelSmoothing, axis);
    }

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
        LossChecks.LastAxis("CategoricalCrossentropy", output, Axis);
        Crossentropy.Check("CategoricalCrossentropy", output, FromLogits);
    }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) { }

    internal override bool TakesLogits(OutputLayout output) => Crossentropy.TakesLogits(output, FromLogits);

    internal override void Compute(in Scoring scoring) =>
        Crossentropy.Compute(this, scoring, FromLogits, new LossSettings { Smoothing = (float)LabelSmoothing });
}
