namespace ModelGen;

/// <summary>
/// What a model may cost at most. The compiler reports a model that costs more, says which layer takes most of it, and which number would
/// fit: <c>[Budget(MaxParameters = 50_000)]</c>. What is not written has no limit.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>How many parameters it may have, those that are not trained included; at least 1.</summary>
    public long MaxParameters { get; set; }

    /// <summary>
    /// How many multiplications, each with an addition, the prediction of one sample may take; at least 1. Those of kernels count, of
    /// dense layers and convolutions, as the field counts them, and those of <c>[Dot]</c>.
    /// </summary>
    public long MaxMultiplyAdds { get; set; }

    /// <summary>
    /// How many bytes the values and gradients of a batch may take in training, as they are planned; at least 1. Parameters, and what an
    /// optimizer keeps of them, are not among these.
    /// </summary>
    public long MaxActivationBytes { get; set; }

    /// <summary>Of how many samples that batch is; at least 1.</summary>
    public int Batch { get; set; } = 32;
}
