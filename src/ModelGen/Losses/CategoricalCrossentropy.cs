using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// -sum of y ln p over the classes, the mean over rows and samples. Labels are class indices or dense targets (one-hot or soft).
/// Behind a softmax it works on the softmax's input, as Keras on TensorFlow does: its gradient there is (softmax - y) / samples.
/// Other probabilities are divided by their sum and clipped to [1e-7, 1 - 1e-7] first.
/// </summary>
public sealed class CategoricalCrossentropy : Loss
{
    /// <summary>A cross-entropy.</summary>
    /// <param name="fromLogits">Whether the model's outputs are logits (its last activation is linear) instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is spread over all classes: y (1 - s) + s / classes; 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is not a number from 0 to 1.</exception>
    public CategoricalCrossentropy(bool fromLogits = false, double labelSmoothing = 0) : base("categorical_crossentropy")
    {
        Require.Between(labelSmoothing, 0, 1);
        (FromLogits, LabelSmoothing) = (fromLogits, labelSmoothing);
    }

    /// <summary>Whether the model's outputs are taken as logits.</summary>
    public bool FromLogits { get; }

    /// <summary>How much of each target is spread over all classes.</summary>
    public double LabelSmoothing { get; }

    private protected override void CheckOutput(OutputLayout output) => Crossentropy.Check("CategoricalCrossentropy", output, FromLogits);

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) { }

    internal override bool TakesLogits(OutputLayout output) => Crossentropy.TakesLogits(output, FromLogits);

    internal override void Compute(in Scoring scoring) => Crossentropy.Compute(this, scoring, FromLogits, (float)LabelSmoothing);
}
