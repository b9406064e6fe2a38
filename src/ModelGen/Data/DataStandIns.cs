// Stand-ins until the data room lands.
#pragma warning disable CS1591
namespace ModelGen.Data;
public readonly struct Labels
{
    public Labels(ReadOnlyMemory<int> classes) { Classes = classes; IsClasses = true; }
    public Labels(ReadOnlyMemory<float> values) { Values = values; }
    public bool IsClasses { get; }
    public ReadOnlyMemory<int> Classes { get; }
    public ReadOnlyMemory<float> Values { get; }
}
public readonly ref struct Batch(ReadOnlySpan<float> inputs, Labels labels)
{
    public ReadOnlySpan<float> Inputs { get; } = inputs;
    public Labels Labels { get; } = labels;
}
public sealed class Dataset(float[] x, Labels labels, int[] shape)
{
    public int[] SampleShape => shape;
    public int SampleSize => shape.Aggregate(1, (a, b) => a * b);
    public int Count => x.Length / SampleSize;
    public Labels Labels => labels;
    public ReadOnlySpan<float> Sample(int i) => x.AsSpan(i * SampleSize, SampleSize);
}

internal static class Shuffle { public static void Permute(Span<int> order, int seed, int epoch) { for (int i = 0; i < order.Length; i++) order[i] = i; var r = new Random(seed * 1000 + epoch); r.Shuffle(order);} }
