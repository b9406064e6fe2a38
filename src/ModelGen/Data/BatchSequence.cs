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

        var inputs = new float[capacity * _data.SampleSize];
        var classes = new int[_data.Labels.IsClasses ? capacity * _data.LabelSize : 0];
        var values = new float[_data.Labels.IsClasses ? 0 : capacity * _data.LabelSize];
        var weights = new float[capacity * _data.WeightSize];
        var turn = new Batch.Turn();
        for (int first = 0; first < order.Length; first += _batchSize)
        {
            turn.Number++;
            int count = Math.Min(_batchSize, order.Length - first);
            Gather(order.AsSpan(first, count), inputs, classes, values, weights);
            Labels labels = _data.Labels.IsClasses
                ? new Labels(classes.AsMemory(0, count * _data.LabelSize))
                : new Labels(values.AsMemory(0, count * _data.LabelSize));
            yield return new Batch(inputs.AsMemory(0, count * _data.SampleSize), labels, weights.AsMemory(0, count * _data.WeightSize),
                count, turn);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Gather(ReadOnlySpan<int> positions, Span<float> inputs, Span<int> classes, Span<float> values, Span<float> weights)
    {
        int labelSize = _data.LabelSize, weightSize = _data.WeightSize;
        for (int i = 0; i < positions.Length; i++)
        {
            int from = positions[i];
            _data.CopyForTraining(inputs[(i * _data.SampleSize)..], from, _epoch);
            if (_data.Labels.IsClasses) { _data.Labels.Classes.Span.Slice(from * labelSize, labelSize).CopyTo(classes[(i * labelSize)..]); }
            else { _data.Labels.Values.Span.Slice(from * labelSize, labelSize).CopyTo(values[(i * labelSize)..]); }
            _data.SampleWeights.Span.Slice(from * weightSize, weightSize).CopyTo(weights[(i * weightSize)..]);
        }
    }
}
