namespace ModelGen.Data;

/// <summary>Some samples of others, in an order of their own.</summary>
internal sealed class SelectedSamples(SampleSource source, ReadOnlyMemory<int> indices) : SampleSource(indices.Length, source.Size)
{
    public override void Copy(int index, Span<float> destination) => source.Copy(indices.Span[index], destination);

    public override SampleSource Slice(int first, int count) => new SelectedSamples(source, indices.Slice(first, count));
}

/// <summary>Samples and, after them, others.</summary>
internal sealed class JoinedSamples(SampleSource first, SampleSource second)
    : SampleSource(checked(first.Count + second.Count), first.Size)
{
    public override void Copy(int index, Span<float> destination)
    {
        if (index < first.Count) { first.Copy(index, destination); } else { second.Copy(index - first.Count, destination); }
    }

    public override SampleSource Slice(int start, int count)
    {
        int fromFirst = first.Count - start;
        return fromFirst <= 0 ? second.Slice(-fromFirst, count)
            : count <= fromFirst ? first.Slice(start, count)
            : new JoinedSamples(first.Slice(start, fromFirst), second.Slice(0, count - fromFirst));
    }
}

/// <summary>Samples of which a function makes others, each time that they are needed.</summary>
internal sealed class MappedSamples(SampleSource source, SampleMap map, int size) : SampleSource(source.Count, size)
{
    public override void Copy(int index, Span<float> destination)
    {
        using var sample = new SampleReading(source, index);
        try
        {
            map(sample.Values, destination);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"The function that was given to Map failed at sample {index:N0}: {e.Message}", e);
        }
    }

    public override SampleSource Slice(int first, int count) => new MappedSamples(source.Slice(first, count), map, Size);
}
