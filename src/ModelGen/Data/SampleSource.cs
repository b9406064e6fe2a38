namespace ModelGen.Data;

/// <summary>Where the samples of an input come from: one after the other, each as floats.</summary>
/// <param name="count">How many there are.</param>
/// <param name="size">Values of one.</param>
internal abstract class SampleSource(int count, int size)
{
    /// <summary>How many there are.</summary>
    public int Count { get; } = count;

    /// <summary>Values of one sample.</summary>
    public int Size { get; } = size;

    /// <summary>Copies one sample. Several threads may do so at once.</summary>
    /// <param name="index">0 to Count - 1.</param>
    /// <param name="destination">[Size].</param>
    public abstract void Copy(int index, Span<float> destination);

    /// <summary>Some consecutive samples where they lie as floats; empty where they do not.</summary>
    public virtual ReadOnlySpan<float> Floats(int first, int count) => [];

    /// <summary>One sample: where it lies, or a copy.</summary>
    public ReadOnlySpan<float> Read(int index)
    {
        if (Floats(index, 1) is { IsEmpty: false } floats) { return floats; }
        var copy = new float[Size];
        Copy(index, copy);
        return copy;
    }

    /// <summary>Some consecutive samples.</summary>
    public abstract SampleSource Slice(int first, int count);
}

/// <summary>Floats in memory.</summary>
internal sealed class FloatSamples(ReadOnlyMemory<float> values, int size) : SampleSource(values.Length / size, size)
{
    public override void Copy(int index, Span<float> destination) => Floats(index, 1).CopyTo(destination);

    public override ReadOnlySpan<float> Floats(int first, int count) => values.Span.Slice(first * Size, count * Size);

    public override SampleSource Slice(int first, int count) => new FloatSamples(values.Slice(first * Size, count * Size), Size);
}
