using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>Takes bytes on their way to a file.</summary>
internal delegate void ByteSink(ReadOnlySpan<byte> bytes);

/// <summary>
/// A tensor to be written to a safetensors file: bits as they are, little-endian. Large ones are fetched from their device piece by piece.
/// </summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">F32, F64 or I64.</param>
/// <param name="Shape">Its shape; empty for a single number.</param>
/// <param name="Bytes">How many bytes it has.</param>
/// <param name="Write">Hands its bytes over.</param>
internal sealed record TensorSource(string Name, string Type, long[] Shape, long Bytes, Action<ByteSink> Write)
{
    private const int Piece = 1 << 20;

    public static TensorSource Number(string name, long value) => new(name, "I64", [], sizeof(long), sink => Longs(sink, [value]));

    public static TensorSource Number(string name, double value) =>
        new(name, "F64", [], sizeof(double), sink => Longs(sink, [BitConverter.DoubleToInt64Bits(value)]));

    public static TensorSource Numbers(string name, IReadOnlyCollection<int> values) =>
        new(name, "I64", [values.Count], sizeof(long) * (long)values.Count, sink => Longs(sink, [.. values.Select(value => (long)value)]));

    public static TensorSource Numbers(string name, IReadOnlyCollection<double> values) =>
        new(name, "F64", [values.Count], sizeof(double) * (long)values.Count,
            sink => Longs(sink, [.. values.Select(BitConverter.DoubleToInt64Bits)]));

    public static TensorSource Floats(string name, float[] values) =>
        new(name, "F32", [values.Length], sizeof(float) * (long)values.Length, sink => Floats(sink, [.. values]));

    public static TensorSource Of(string name, Parameter parameter) =>
        new(name, "F32", [.. parameter.Shape.Select(d => (long)d)], sizeof(float) * (long)parameter.Count,
            sink => Floats(sink, parameter.ReadAll()));

    /// <summary>Memory that lies as the parameters of a model do, in Keras's order.</summary>
    public static TensorSource Of(string name, Arena arena, ParameterStore store) =>
        new(name, "F32", [arena.Length], sizeof(float) * arena.Length, sink => Floats(sink, store.ReadAll(arena)));

    public static TensorSource Of(string name, Arena arena) => new(name, "F32", [arena.Length], sizeof(float) * arena.Length, sink =>
    {
        var values = new float[Math.Min(arena.Length, Piece)];
        for (long first = 0; first < arena.Length; first += values.Length)
        {
            Span<float> part = values.AsSpan(0, (int)Math.Min(values.Length, arena.Length - first));
            arena.Download(part, first);
            Floats(sink, part);
        }
    });

    // Both overwrite the values on a big-endian machine, so they are handed copies.
    private static void Longs(ByteSink sink, Span<long> values)
    {
        if (!BitConverter.IsLittleEndian) { BinaryPrimitives.ReverseEndianness(values, values); }
        sink(MemoryMarshal.AsBytes(values));
    }

    private static void Floats(ByteSink sink, Span<float> values)
    {
        Span<int> bits = MemoryMarshal.Cast<float, int>(values);
        if (!BitConverter.IsLittleEndian) { BinaryPrimitives.ReverseEndianness(bits, bits); }

        // In pieces, because a span of bytes is shorter than the largest span of floats.
        for (int first = 0; first < bits.Length; first += Piece)
        {
            sink(MemoryMarshal.AsBytes(bits.Slice(first, Math.Min(Piece, bits.Length - first))));
        }
    }
}
