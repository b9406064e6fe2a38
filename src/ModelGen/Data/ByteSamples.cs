using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <summary>Bytes in memory, which become floats when they are needed: a quarter of the memory.</summary>
/// <param name="values">The samples, one after the other.</param>
/// <param name="size">Values of one.</param>
/// <param name="divisor">By what they are divided: 1 leaves them from 0 to 255, 255 brings them between 0 and 1.</param>
internal sealed class ByteSamples(ReadOnlyMemory<byte> values, int size, float divisor) : SampleSource(values.Length / size, size)
{
    public override void Copy(int index, Span<float> destination)
    {
        TensorPrimitives.ConvertChecked<byte, float>(values.Span.Slice(index * Size, Size), destination);
        if (divisor != 1) { TensorPrimitives.Divide(destination, divisor, destination); }
    }

    public override SampleSource Slice(int first, int count) => new ByteSamples(values.Slice(first * Size, count * Size), Size, divisor);
}
