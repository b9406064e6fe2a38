namespace ModelGen.Kernels;

/// <summary>What a loss or a metric works on: the outputs of a batch, what they should have been, and where the verdict on each sample goes.</summary>
internal readonly ref struct Scoring
{
    /// <summary>The batch.</summary>
    public required Step Step { get; init; }

    /// <summary>How the output of one sample is laid out.</summary>
    public required OutputLayout Layout { get; init; }

    /// <summary>[samples, rows, columns]: the model's outputs.</summary>
    public required Block Output { get; init; }

    /// <summary>The same before the last activation; the outputs themselves where that is not kept.</summary>
    public required Block Logits { get; init; }

    /// <summary>[samples, rows] classes, each an int in the place of a float, or [samples, rows, columns] dense targets.</summary>
    public required Block Targets { get; init; }

    /// <summary>Whether <see cref="Targets"/> are classes.</summary>
    public required bool TargetsAreClasses { get; init; }

    /// <summary>[samples]: one loss, or one value of a metric, for each; overwritten.</summary>
    public required Block Values { get; init; }

    /// <summary>The gradient of the mean loss with respect to the outputs, or to the logits where the loss takes them; overwritten. Empty where it is not wanted.</summary>
    public Block Gradient { get; init; }
}
