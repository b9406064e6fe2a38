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

    /// <summary>What is in it: <c>32 samples, 25,088 values; 32 class indices: 5, 0, 4, ...</c></summary>
    public override string ToString() =>
        $"{Count:N0} samples, {_inputs.Length:N0} values; {(IsCurrent ? _labels.ToString() : "overwritten by a later batch")}";

    private bool IsCurrent => _turn is null || _turn.Number == _number;

    private T Current<T>(T value) => IsCurrent
        ? value
        : throw new InvalidOperationException(
            "A later batch has overwritten this one: an enumeration reuses its memory. Copy what you keep: batch.Inputs.ToArray().");

    /// <summary>Which batch lies in the memory of an enumeration.</summary>
    internal sealed class Turn
    {
        public long Number { get; set; }
    }
}
