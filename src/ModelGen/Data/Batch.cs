namespace ModelGen.Data;

/// <summary>
/// Some samples with their labels, one after the other. Its memory is reused: it is good until the next batch is asked for.
/// </summary>
public readonly struct Batch
{
    private readonly ReadOnlyMemory<float> _inputs;
    private readonly ReadOnlyMemory<float> _sampleWeights;

    internal Batch(ReadOnlyMemory<float> inputs, Labels labels, ReadOnlyMemory<float> sampleWeights, int count) =>
        (_inputs, Labels, _sampleWeights, Count) = (inputs, labels, sampleWeights, count);

    /// <summary>The samples, [Count, sample shape].</summary>
    public ReadOnlySpan<float> Inputs => _inputs.Span;

    /// <summary>Their labels.</summary>
    public Labels Labels { get; }

    /// <summary>
    /// Their weights, for <c>model.Backward(batch.Labels, sampleWeight: batch.SampleWeights)</c>; empty where the data set has none.
    /// </summary>
    public ReadOnlySpan<float> SampleWeights => _sampleWeights.Span;

    /// <summary>How many samples it has.</summary>
    public int Count { get; }
}
