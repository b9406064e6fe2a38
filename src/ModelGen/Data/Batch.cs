namespace ModelGen.Data;

/// <summary>
/// Some samples with their labels, one after the other. Its memory is reused: it is good until the next batch is asked for.
/// </summary>
public readonly struct Batch
{
    private readonly BatchMemory? _memory;
    private readonly long _number;

    internal Batch(BatchMemory memory) => (_memory, _number, Count) = (memory, memory.Number, memory.Count);

    /// <summary>The samples, [Count, sample shape].</summary>
    /// <exception cref="InvalidOperationException">A later batch has overwritten them, or there are several inputs.</exception>
    public ReadOnlySpan<float> Inputs => Current is { } memory ? memory.Inputs(memory.Data.OnlyInput) : [];

    /// <summary>Their labels.</summary>
    /// <exception cref="InvalidOperationException">A later batch has overwritten them, or there are several kinds of labels.</exception>
    public Labels Labels => Current is { } memory ? memory.Labels(memory.Data.OnlyLabels) : default;

    /// <summary>
    /// Their weights, for <c>model.Backward(batch.Labels, sampleWeight: batch.SampleWeights)</c>; empty where the data set has none.
    /// </summary>
    /// <exception cref="InvalidOperationException">A later batch has overwritten them, or there are several kinds of labels.</exception>
    public ReadOnlySpan<float> SampleWeights => Current is { } memory ? memory.Weights(memory.Data.OnlyLabels) : [];

    /// <summary>The samples of one input, [Count, sample shape].</summary>
    /// <param name="input">What the input is called.</param>
    /// <exception cref="InvalidOperationException">A later batch has overwritten them.</exception>
    /// <exception cref="ArgumentException">No input has this name; the message lists the names.</exception>
    public ReadOnlySpan<float> InputsOf(string input) => Current is { } memory ? memory.Inputs(memory.Data.FindInput(input)) : [];

    /// <summary>Their labels for one output.</summary>
    /// <param name="output">What the output is called.</param>
    /// <exception cref="InvalidOperationException">A later batch has overwritten them.</exception>
    /// <exception cref="ArgumentException">No labels have this name; the message lists the names.</exception>
    public Labels LabelsOf(string output) => Current is { } memory ? memory.Labels(memory.Data.FindLabels(output)) : default;

    /// <summary>Their weights for one output; empty where the data set has none.</summary>
    /// <param name="output">What the output is called.</param>
    /// <exception cref="InvalidOperationException">A later batch has overwritten them.</exception>
    /// <exception cref="ArgumentException">No labels have this name; the message lists the names.</exception>
    public ReadOnlySpan<float> SampleWeightsOf(string output) =>
        Current is { } memory ? memory.Weights(memory.Data.FindLabels(output)) : [];

    /// <summary>How many samples it has.</summary>
    public int Count { get; }

    /// <summary>What is in it: <c>32 samples, 25,088 values; 32 class indices: 5, 0, 4, ...</c></summary>
    public override string ToString() => $"{Count:N0} samples, "
        + (_memory is null ? "nothing" : _memory.Number == _number ? _memory.ToString() : "overwritten by a later batch");

    private BatchMemory? Current => _memory is null || _memory.Number == _number
        ? _memory
        : throw new InvalidOperationException(
            "A later batch has overwritten this one: an enumeration reuses its memory. Copy what you keep: batch.Inputs.ToArray().");
}
