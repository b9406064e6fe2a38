namespace ModelGen.Data;

/// <summary>Some samples with their labels, one after the other. Its memory is reused: it is good until the next batch is asked for.</summary>
public readonly struct Batch
{
    private readonly ReadOnlyMemory<float> _inputs;

    internal Batch(ReadOnlyMemory<float> inputs, Labels labels, int count) => (_inputs, Labels, Count) = (inputs, labels, count);

    /// <summary>The samples, [Count, sample shape].</summary>
    public ReadOnlySpan<float> Inputs => _inputs.Span;

    /// <summary>Their labels.</summary>
    public Labels Labels { get; }

    /// <summary>How many samples it has.</summary>
    public int Count { get; }
}
