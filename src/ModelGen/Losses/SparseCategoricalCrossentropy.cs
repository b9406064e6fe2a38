using ModelGen.Kernels;

namespace ModelGen;

/// <summary>-ln p of the right class, the mean over rows and samples: <see cref="CategoricalCrossentropy"/> for class indices only.</summary>
/// <param name="fromLogits">Whether the model's outputs are logits (its last activation is linear) instead of probabilities.</param>
public sealed class SparseCategoricalCrossentropy(bool fromLogits = false) : Loss("sparse_categorical_crossentropy")
{
    /// <summary>Whether the model's outputs are taken as logits.</summary>
    public bool FromLogits { get; } = fromLogits;

    private protected override void CheckOutput(OutputLayout output) => Crossentropy.Check("SparseCategoricalCrossentropy", output, FromLogits);

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses)
    {
        if (!labelsAreClasses)
        {
            throw new InvalidOperationException("Loss.SparseCategoricalCrossentropy needs class indices, but the labels are dense targets. Use Loss.CategoricalCrossentropy, which takes both.");
        }
    }

    internal override bool TakesLogits(OutputLayout output) => Crossentropy.TakesLogits(output, FromLogits);

    internal override void Compute(in Scoring scoring) => Crossentropy.Compute(this, scoring, FromLogits, labelSmoothing: 0);
}
