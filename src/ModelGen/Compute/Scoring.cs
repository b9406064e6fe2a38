using System.Runtime.InteropServices;

namespace ModelGen.Kernels;

/// <summary>
/// What a loss or a metric works on: the outputs of a batch, what they should have been, and where the verdict on each sample goes.
/// </summary>
internal readonly ref struct Scoring
{
    /// <summary>One whose loss counts once.</summary>
    public Scoring() { }

    /// <summary>The batch.</summary>
    public required Step Step { get; init; }

    /// <summary>How the output of one sample is laid out.</summary>
    public required OutputLayout Layout { get; init; }

    /// <summary>
    /// [samples, rows, columns]: the model's outputs. On a CPU slices may still have to write them: a loss reads them in
    /// <see cref="Step.RunSamples{T}"/>, or after <see cref="Step.FinishSlices"/>.
    /// </summary>
    public required Block Output { get; init; }

    /// <summary>The same before the last activation; the outputs themselves where that is not kept.</summary>
    public required Block Logits { get; init; }

    /// <summary>[samples, rows] classes, each an int in the place of a float, or [samples, rows, columns] dense targets.</summary>
    public required Block Targets { get; init; }

    /// <summary>Whether <see cref="Targets"/> are classes.</summary>
    public required bool TargetsAreClasses { get; init; }

    /// <summary>
    /// The bits of <see cref="Targets"/> again, in the program's own memory: a loss that must know all of a batch's labels before it starts
    /// looks here.
    /// </summary>
    public ReadOnlySpan<float> HostTargets { get; init; }

    /// <summary><see cref="HostTargets"/> as the classes that they are.</summary>
    public ReadOnlySpan<int> HostClasses => MemoryMarshal.Cast<float, int>(HostTargets);

    /// <summary>
    /// [samples] or [samples, rows]: how much each counts. Empty where all count the same. Metrics that are not weighted leave it alone.
    /// </summary>
    public Block Weights { get; init; }

    /// <summary>The same in the program's own memory.</summary>
    public ReadOnlySpan<float> HostWeights { get; init; }

    /// <summary>How many weights a sample has: 0, 1, or one for each row.</summary>
    public int WeightsPerSample => (int)(Weights.Length / Step.BatchSize);

    /// <summary>
    /// [samples]: one loss for each, or [samples, values per sample] of a metric; overwritten. A loss writes them weighted and scaled so
    /// that their mean is the loss of the batch, whatever its reduction.
    /// </summary>
    public required Block Values { get; init; }

    /// <summary>
    /// The gradient of the batch's loss with respect to the outputs, or to the logits where the loss takes them; overwritten. Empty where
    /// it is not wanted.
    /// </summary>
    public Block Gradient { get; init; }

    /// <summary>How much the loss counts in that of the model, and so its gradient; the values are without it.</summary>
    public double LossWeight { get; init; } = 1;

    /// <summary>What the derivative of one value is multiplied by where values are divided by this for each sample.</summary>
    public float GradientScale(double divisorPerSample) => (float)(LossWeight / (divisorPerSample * Step.BatchSize));

    /// <summary>Whether the values are wanted as they are: the mean over the rows of each sample, without weights and reduction.</summary>
    public bool IsUnreduced { get; init; }

    /// <summary>Working memory: as many floats for each sample as the loss asks for.</summary>
    public Block Work { get; init; }

    /// <summary>A metric's own numbers: its thresholds. Empty where it has none.</summary>
    public Block Constants { get; init; }

    /// <summary>Where a GPU keeps the numbers of the formula or the rule; null on a CPU.</summary>
    public GpuNumbers? Numbers { get; init; }

    /// <summary>Memory for a function that computes on the host; null where it makes its own.</summary>
    public HostMemory? Host { get; init; }
}
