using System.Collections;

namespace ModelGen.Data;

/// <summary>The samples of a dataset in batches. Each enumeration has buffers of its own and reuses them from batch to batch.</summary>
public sealed class BatchSequence : IEnumerable<Batch>
{
    private readonly Dataset _data;
    private readonly int _batchSize;
    private readonly int? _shuffleSeed;
    private readonly int _epoch;

    internal BatchSequence(Dataset data, int batchSize, int? shuffleSeed, int epoch) =>
        (_data, _batchSize, _shuffleSeed, _epoch) = (data, batchSize, shuffleSeed, epoch);

    /// <summary>How many batches there are.</summary>
    public int Count => (int)(((long)_data.Count + _batchSize - 1) / _batchSize);

    /// <summary>How many there are, of what: <c>600 batches of up to 100 of 60,000 samples of 28 x 28 x 1, class indices</c>.</summary>
    public override string ToString() => $"{Count:N0} batches of up to {_batchSize:N0} of {_data}";

    /// <inheritdoc/>
    public IEnumerator<Batch> GetEnumerator()
    {
        int capacity = Math.Min(_batchSize, _data.Count);
        var order = new int[_data.Count];
        if (_shuffleSeed is { } seed) { Shuffle.Permute(order, seed, _epoch); }
        else
        {
            for (int i = 0; i < order.Length; i++) { order[i] = i; }
        }

        var memory = new BatchMemory(_data, capacity);
        for (int first = 0; first < order.Length; first += _batchSize)
        {
            memory.Gather(order.AsSpan(first, Math.Min(_batchSize, order.Length - first)), _epoch);
            yield return new Batch(memory);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
