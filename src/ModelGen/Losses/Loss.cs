using System.Diagnostics.CodeAnalysis;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// What training makes small: one number for each sample, and its mean over a batch. Losses have no state, so one object may serve many models.
/// A string stands for the loss of that name: <c>"categorical_crossentropy"</c>, <c>"CategoricalCrossentropy"</c>, <c>"mse"</c>.
/// </summary>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
public abstract class Loss
{
    private protected Loss(string name, Reduction reduction = Reduction.SumOverBatchSize) => (Name, Reduction) = (name, reduction);

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

    /// <summary>How one number is made of those of a batch.</summary>
    public Reduction Reduction { get; }

    /// <summary>The loss of this name, as Keras resolves it: class names and function names as they are written, <c>mse</c> also in capitals.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the near names and all.</exception>
    public static implicit operator Loss(string name) => Names.Resolve(name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Throws where this loss cannot be trained on, or makes no sense for such an output, whatever the labels; says what to write instead.</summary>
    internal void Check(OutputLayout output)
    {
        if (Reduction == Reduction.None)
        {
            throw new InvalidOperationException(
                $"{GetType().Name} has Reduction.None, so it gives a number for each sample and not one to make small. "
                + "Leave the reduction out or write Reduction.Sum to train, and call the loss itself for the numbers of the samples.");
        }

        CheckOutput(output);
    }

    /// <summary>The same for such labels too.</summary>
    internal void Check(OutputLayout output, bool labelsAreClasses)
    {
        Check(output);
        CheckLabels(output, labelsAreClasses);
    }

    /// <summary>Throws where this loss makes no sense for such an output.</summary>
    private protected abstract void CheckOutput(OutputLayout output);

    /// <summary>Throws where this loss makes no sense for such labels of such an output.</summary>
    private protected abstract void CheckLabels(OutputLayout output, bool labelsAreClasses);

    /// <summary>Whether the gradient it writes is that of the last activation's input.</summary>
    internal virtual bool TakesLogits(OutputLayout output) => false;

    /// <summary>How many floats of working memory it needs for each sample.</summary>
    internal virtual int WorkPerSample(OutputLayout output) => 0;

    /// <summary>Writes one loss per sample and, where it is wanted, the gradient of the batch's loss.</summary>
    internal abstract void Compute(in Scoring scoring);

    /// <summary>
    /// What the weighted sum of a batch's values is divided by, for each of its samples: its value is divided by this, and the gradient by this times the
    /// number of samples. Infinite where the sum is divided by 0, because Keras makes that 0.
    /// </summary>
    /// <param name="s">The batch.</param>
    /// <param name="valid">How many of the values count, where some are masked; else all.</param>
    internal double DivisorPerSample(in Scoring s, long? valid = null)
    {
        long values = (long)s.Step.BatchSize * s.Layout.Rows;
        double divisor = Reduction switch
        {
            Reduction.Sum => 1,
            Reduction.MeanWithSampleWeight when !s.Weights.IsEmpty => SumOfWeights(s) * s.Layout.Rows / s.WeightsPerSample,
            _ => valid ?? values,
        };
        return divisor == 0 ? double.PositiveInfinity : divisor / s.Step.BatchSize;
    }

    private static double SumOfWeights(in Scoring s)
    {
        double sum = 0;
        foreach (float weight in s.HostWeights) { sum += weight; }
        return sum;
    }
}
