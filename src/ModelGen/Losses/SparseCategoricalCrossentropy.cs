using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// -ln p of the right class, the mean over rows and samples: <see cref="CategoricalCrossentropy"/> for class indices only. Rows whose label
/// is the ignored class have no loss, and the mean is taken over the others. Keras: <c>sparse_categorical_crossentropy</c>.
/// </summary>
/// <param name="fromLogits">Whether the model's outputs are logits (its last activation is linear) instead of probabilities.</param>
/// <param name="ignoreClass">A label (it need not be a class: -1 or 255, say) whose rows do not count.</param>
/// <param name="reduction">How one number is made of those of a batch.</param>
/// <param name="axis">The axis of the classes: the last one.</param>
/// <param name="name">Its name.</param>
public sealed class SparseCategoricalCrossentropy(
    bool fromLogits = false, int? ignoreClass = null, Reduction reduction = Reduction.SumOverBatchSize, int axis = -1,
    string name = "sparse_categorical_crossentropy")
    : Loss(name, reduction)
{
    /// <summary>Whether the model's outputs are taken as logits.</summary>
    public bool FromLogits { get; } = fromLogits;

    /// <summary>The label whose rows do not count.</summary>
    public int? IgnoreClass { get; } = ignoreClass;

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; } = axis;

    internal override int? IgnoredLabel => IgnoreClass;

    internal override OutputMeaning Meaning => FromLogits ? OutputMeaning.Scores : OutputMeaning.Values;

    private protected override void CheckOutput(OutputLayout output)
    {
        LossChecks.LastAxis("SparseCategoricalCrossentropy", output, Axis);
        Crossentropy.Check("SparseCategoricalCrossentropy", output, FromLogits);
    }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses)
    {
        if (!labelsAreClasses)
        {
            throw new InvalidOperationException(
                $"Loss.SparseCategoricalCrossentropy needs class indices, but the labels{output.Of} are dense targets. Use "
                    + "Loss.CategoricalCrossentropy, which takes both.");
        }
    }

    internal override bool TakesLogits(OutputLayout output) => Crossentropy.TakesLogits(output, FromLogits);

    internal override void Compute(in Scoring scoring) =>
        Crossentropy.Compute(this, scoring, FromLogits,
            new LossSettings { HasIgnored = IgnoreClass is null ? 0 : 1, Ignored = IgnoreClass ?? 0 });
}
