namespace ModelGen.Data;

/// <summary>
/// Some samples with their labels, one after the other. Its memory is reused: it is good until the next batch is asked for.
/// </summary>
public readonly struct Batch
{
    private readonly ReadOnlyMemory<float> _inputs;
    private readonly Labels _labels;
    private readonly ReadOnlyMemory<float> _sampleWeights;
    private readonly Turn? _turn;
    private readonly long _number;

    internal Batch(ReadOnlyMemory<float> inputs, Labels labels, ReadOnlyMemory<float> sampleWeights, int count, Turn turn) =>
        (_inputs, _labels, _sampleWeights, Count, _turn, _number) = (inputs, labels, sampleWeights, count, turn, turn.Number);

    /// <summary>The samples, [Count, sample shape].</summary>
    /// <exception cref="InvalidOperationException">A later batch has overwritten them.</exception>
    public ReadOnlySpan<float> Inputs => Current(_inputs).Span;

    /// <summary>Their labels.</summary>
    /// <exception cref="InvalidOperationException">A later batch has overwritten them.</exception>
    public Labels Labels => Current(_labels);

    /// <summary>
    /// Their weights, for <c>model.Backward(batch.Labels, sampleWeight: batch.SampleWeights)</c>; empty where the data set has none.
    /// </summary>
    /// <exception cref="InvalidOperationException">A later batch has overwritten them.</exception>
    public ReadOnlySpan<float> SampleWeights => Current(_sampleWeights).Span;

    /// <summary>How many samples it has.</summary>
    public int Count { get; }

    private T Current<T>(T value) => _turn is null || _turn.Number == _number
        ? value
        : throw new InvalidOperationException(
            "A later batch has overwritten this one: an enumeration reuses its memory. Copy what you keep: batch.Inputs.ToArray().");

    /// <summary>Which batch lies in the memory of an enumeration.</summary>
    internal sealed class Turn
    {
        public long Number { get; set; }
    }
}
