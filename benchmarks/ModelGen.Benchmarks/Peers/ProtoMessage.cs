using Google.Protobuf;

namespace ModelGen.Benchmarks;

/// <summary>A protobuf message being written field by field.</summary>
internal sealed class ProtoMessage
{
    private readonly MemoryStream _bytes = new();
    private readonly CodedOutputStream _output;

    public ProtoMessage() => _output = new CodedOutputStream(_bytes, leaveOpen: true);

    public ProtoMessage Add(int field, long value)
    {
        _output.WriteTag(field, WireFormat.WireType.Varint);
        _output.WriteInt64(value);
        return this;
    }

    public ProtoMessage Add(int field, float value)
    {
        _output.WriteTag(field, WireFormat.WireType.Fixed32);
        _output.WriteFloat(value);
        return this;
    }

    public ProtoMessage Add(int field, string value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteString(value);
        return this;
    }

    public ProtoMessage Add(int field, ReadOnlySpan<byte> value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteBytes(ByteString.CopyFrom(value));
        return this;
    }

    public ProtoMessage Add(int field, ProtoMessage value) => Add(field, value.ToArray());

    /// <summary>A repeated field.</summary>
    public ProtoMessage AddAll(int field, IEnumerable<long> values) =>
        values.Aggregate(this, (message, value) => message.Add(field, value));

    /// <inheritdoc cref="AddAll(int, IEnumerable{long})"/>
    public ProtoMessage AddAll(int field, IEnumerable<string> values) =>
        values.Aggregate(this, (message, value) => message.Add(field, value));

    public byte[] ToArray()
    {
        _output.Flush();
        return _bytes.ToArray();
    }
}
