using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// What training makes small: one number for each sample, and its mean over a batch. Losses have no state, so one object may serve many models.
/// A string stands for the loss of that name: <c>"categorical_crossentropy"</c>, <c>"CategoricalCrossentropy"</c>, <c>"mse"</c>.
/// </summary>
public abstract class Loss
{
    private protected Loss(string name) => Name = name;

    /// <summary>The cross-entropy of probabilities, for class indices and for dense targets: <see cref="ModelGen.CategoricalCrossentropy"/> with its defaults.</summary>
    public static CategoricalCrossentropy CategoricalCrossentropy { get; } = new();

    /// <summary>The cross-entropy of probabilities, for class indices only: <see cref="ModelGen.SparseCategoricalCrossentropy"/> with its defaults.</summary>
    public static SparseCategoricalCrossentropy SparseCategoricalCrossentropy { get; } = new();

    /// <summary>The mean of squared differences: <see cref="ModelGen.MeanSquaredError"/>.</summary>
    public static MeanSquaredError MeanSquaredError { get; } = new();

    private static readonly NamedChoice<Loss> Names = new("loss", StringComparison.Ordinal,
        (["categorical_crossentropy", "CategoricalCrossentropy"], static _ => CategoricalCrossentropy),
        (["sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"], static _ => SparseCategoricalCrossentropy),
        (["mean_squared_error", "MeanSquaredError", "mse", "MSE"], static _ => MeanSquaredError));

    /// <summary>Keras's name: <c>categorical_crossentropy</c>.</summary>
    public string Name { get; }

    /// <summary>The loss of this name, as Keras resolves it: class names and function names as they are written, <c>mse</c> also in capitals.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the near names and all.</exception>
    public static implicit operator Loss(string name) => Names.Resolve(name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Throws where this loss makes no sense for such an output and such labels, saying what to write instead.</summary>
    internal abstract void Check(OutputLayout output, bool labelsAreClasses);

    /// <summary>Throws where this loss makes no sense for such an output, whatever the labels.</summary>
    internal abstract void Check(OutputLayout output);

    /// <summary>Whether the gradient it writes is that of the last activation's input.</summary>
    internal virtual bool TakesLogits(OutputLayout output) => false;

    /// <summary>Writes one loss per sample and, where it is wanted, the gradient of their mean.</summary>
    internal abstract void Compute(in Scoring scoring);
}
