using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <summary>Bytes in memory, which become floats from 0 to 255 when they are needed: a quarter of the memory.</summary>
internal sealed class ByteSamples(ReadOnlyMemory<byte> values, int size) : SampleSource(values.Length / size, size)
{
    public override void Copy(int index, Span<float> destination) =>
        TensorPrimitives.ConvertChecked<byte, float>(values.Span.Slice(index * Size, Size), destination);

    public override SampleSource Slice(int first, int count) => new ByteSamples(values.Slice(first * Size, count * Size), Size);
}
