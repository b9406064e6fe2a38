namespace ModelGen;

/// <content>How unlikely the targets are by the outputs.</content>
public static partial class Metrics
{
    /// <summary>-y ln p - (1 - y) ln(1 - p), the mean over outputs and samples: the loss of this name.</summary>
    /// <param name="name">Its name in the history.</param>
    /// <param name="fromLogits">Whether the model's outputs are logits instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is moved to 1/2; 0 to 1.</param>
    /// <param name="axis">The axis along which the mean is taken: the last one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is not a number from 0 to 1.</exception>
    public sealed class BinaryCrossentropy(string? name = null, bool fromLogits = false, double labelSmoothing = 0, int axis = -1)
        : LossMetric(new ModelGen.BinaryCrossentropy(fromLogits, labelSmoothing, axis), name, "binary_crossentropy")
    {
        private protected override Activation SaidToBe { get; } = fromLogits ? Activation.Linear : Activation.Sigmoid;
    }

    /// <summary>-sum of y ln p over the classes, the mean over rows and samples: the loss of this name.</summary>
    /// <param name="name">Its name in the history.</param>
    /// <param name="fromLogits">Whether the model's outputs are logits instead of probabilities.</param>
    /// <param name="labelSmoothing">How much of each target is spread over all classes; 0 to 1.</param>
    /// <param name="axis">The axis of the classes: the last one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is not a number from 0 to 1.</exception>
    public sealed class CategoricalCrossentropy(string? name = null, bool fromLogits = false, double labelSmoothing = 0, int axis = -1)
        : LossMetric(new ModelGen.CategoricalCrossentropy(fromLogits, labelSmoothing, axis), name, "categorical_crossentropy")
    {
        private protected override Activation SaidToBe { get; } = fromLogits ? Activation.Linear : Activation.Sigmoid;
    }

    /// <summary>-ln p of the right class, the mean over rows and samples, for class indices only: the loss of this name.</summary>
    /// <param name="name">Its name in the history.</param>
    /// <param name="fromLogits">Whether the model's outputs are logits instead of probabilities.</param>
    /// <param name="axis">The axis of the classes: the last one.</param>
    public sealed class SparseCategoricalCrossentropy(string? name = null, bool fromLogits = false, int axis = -1)
        : LossMetric(new ModelGen.SparseCategoricalCrossentropy(fromLogits, axis: axis), name, "sparse_categorical_crossentropy")
    {
        private protected override Activation SaidToBe { get; } = fromLogits ? Activation.Linear : Activation.Sigmoid;
    }

    /// <summary>The sum of y ln(y / p) over the outputs of a row, both kept within 1e-7 and 1; the mean over rows and samples.</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class KLDivergence(string? name = null) : LossMetric(new ModelGen.KLDivergence(), name, "kl_divergence");

    /// <summary>The mean of p - y ln(p + 1e-7).</summary>
    /// <param name="name">Its name in the history.</param>
    public sealed class Poisson(string? name = null) : LossMetric(new ModelGen.Poisson(), name, "poisson");
}
