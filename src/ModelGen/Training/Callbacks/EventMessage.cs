using System.Buffers.Binary;
using System.Text;

namespace ModelGen;

/// <summary>
/// The protocol buffer messages of event files, as TensorFlow 2 writes scalars: a tensor without axes and the name of the plugin that shows
/// it.
/// </summary>
internal sealed class EventMessage
{
    // A field's key is its number and, in the three low bits, how its value lies.
    private const int Varint = 0, Bits64 = 1, Bytes = 2;

    // The fields of Event, Summary, Summary.Value, SummaryMetadata, PluginData and TensorProto that are written.
    private const int WallTime = 1, StepNumber = 2, FileVersion = 3, Summary = 5;
    private const int Value = 1;
    private const int Tag = 1, Tensor = 8, Metadata = 9;
    private const int PluginData = 1, DataClass = 4;
    private const int PluginName = 1;
    private const int DataType = 1, TensorShape = 2, FloatValues = 5;

    private readonly MemoryStream _bytes = new();

    /// <summary>The first event of a file.</summary>
    public static byte[] Version(double wallTime) =>
        new EventMessage().Number(WallTime, wallTime).Text(FileVersion, "brain.Event:2").ToArray();

    /// <summary>A number at a step.</summary>
    public static byte[] Scalar(double wallTime, long step, string tag, float value)
    {
        Span<byte> bits = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bits, value);
        EventMessage tensor = new EventMessage().Integer(DataType, 1).Message(TensorShape, new()).Raw(FloatValues, bits);
        EventMessage metadata = new EventMessage().Message(PluginData, new EventMessage().Text(PluginName, "scalars"))
            .Integer(DataClass, 1);
        EventMessage scalar = new EventMessage().Text(Tag, tag).Message(Tensor, tensor).Message(Metadata, metadata);
        return new EventMessage().Number(WallTime, wallTime).Integer(StepNumber, step)
            .Message(Summary, new EventMessage().Message(Value, scalar)).ToArray();
    }

    private byte[] ToArray() => _bytes.ToArray();

    private EventMessage Message(int field, EventMessage message) =>
        Raw(field, message._bytes.GetBuffer().AsSpan(0, (int)message._bytes.Length));

    private EventMessage Text(int field, string text) => Raw(field, Encoding.UTF8.GetBytes(text));

    private EventMessage Raw(int field, ReadOnlySpan<byte> bytes)
    {
        Key(field, Bytes);
        WriteVarint((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    private EventMessage Integer(int field, long value)
    {
        Key(field, Varint);
        WriteVarint((ulong)value);
        return this;
    }

    private EventMessage Number(int field, double value)
    {
        Key(field, Bits64);
        Span<byte> bits = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bits, value);
        _bytes.Write(bits);
        return this;
    }

    private void Key(int field, int kind) => WriteVarint((ulong)((field << 3) | kind));

    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) { _bytes.WriteByte((byte)(value | 0x80)); }
        _bytes.WriteByte((byte)value);
    }
}
