using ModelGen.Data;

namespace ModelGen;

/// <summary>Some consecutive samples of a data set: all of them, or one side of a validation split.</summary>
internal readonly record struct SampleRange(Dataset Data, int First, int Count)
{
    public static SampleRange All(Dataset data) => new(data, 0, data.Count);

    /// <summary>Cuts off the tail, as Keras does: of n samples floor(n (1 - fraction)) stay.</summary>
    public static (SampleRange Head, SampleRange Tail) Split(Dataset data, double fraction)
    {
        int head = (int)Math.Floor(data.Count * (1 - fraction));
        if (head == 0 || head == data.Count)
        {
            throw new ArgumentException(
                $"validationSplit {fraction} of {data.Count:N0} samples leaves {head:N0} for training and "
                    + $"{data.Count - head:N0} for validation; each side needs at least 1.", "validationSplit");
        }

        return (new(data, 0, head), new(data, head, data.Count - head));
    }

    /// <summary>How many batches there are; the last may be smaller.</summary>
    public int Steps(int batchSize) => (int)(((long)Count + batchSize - 1) / batchSize);
}
