using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;

namespace ModelGen.Tests;

/// <summary>A number that an event file holds.</summary>
internal sealed record ScalarEvent(string Tag, long Step, float Value, double WallTime);

/// <summary>
/// Reads event files back without any code of the project: records and their checksums by the description of the TFRecord format, with a
/// CRC that divides bit by bit; the messages with Google.Protobuf's own stream, by the field numbers of TensorFlow's event.proto,
/// summary.proto and tensor.proto.
/// </summary>
internal static class EventFileReader
{
    /// <summary>All scalars of a file, whose first event must be the version.</summary>
    public static List<ScalarEvent> Read(string file)
    {
        List<byte[]> records = Records(File.ReadAllBytes(file));
        var version = Fields(records[0]);
        if (Encoding.UTF8.GetString(version[3].Bytes) != "brain.Event:2")
        {
            throw new InvalidDataException($"{file} does not begin with its version.");
        }
        return [.. records.Skip(1).Select(Scalar)];
    }

    public static uint Crc32C(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFF_FFFF;
        foreach (byte value in data)
        {
            crc ^= value;
            // Castagnoli's polynomial, reflected
            for (int bit = 0; bit < 8; bit++) { crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1; }
        }

        return crc ^ 0xFFFF_FFFF;
    }

    private static List<byte[]> Records(byte[] bytes)
    {
        List<byte[]> records = [];
        for (int at = 0; at < bytes.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at)));
            Check(bytes.AsSpan(at, 8), bytes.AsSpan(at + 8, 4));
            records.Add(bytes[(at + 12)..(at + 12 + length)]);
            Check(records[^1], bytes.AsSpan(at + 12 + length, 4));
            at += 16 + length;
        }

        return records;
    }

    private static void Check(ReadOnlySpan<byte> data, ReadOnlySpan<byte> checksum)
    {
        uint crc = Crc32C(data);
        uint masked = unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8u);
        if (BinaryPrimitives.ReadUInt32LittleEndian(checksum) != masked) { throw new InvalidDataException("A checksum is wrong."); }
    }

    private static ScalarEvent Scalar(byte[] record)
    {
        var e = Fields(record);
        var value = Fields(Fields(e[5].Bytes)[1].Bytes);                    // Event.summary, Summary.value
        var tensor = Fields(value[8].Bytes);                                // Value.tensor
        var metadata = Fields(value[9].Bytes);                              // Value.metadata
        string plugin = Encoding.UTF8.GetString(Fields(metadata[1].Bytes)[1].Bytes);
        if (plugin != "scalars" || tensor[1].Number != 1 || tensor[2].Bytes.Length != 0 || tensor[5].Bytes.Length != 4
            || metadata[4].Number != 1)
        {
            throw new InvalidDataException("This is no scalar: a DT_FLOAT tensor without axes that the scalars plugin shows.");
        }

        return new(Encoding.UTF8.GetString(value[1].Bytes), e.TryGetValue(2, out var step) ? step.Number : 0,
            BinaryPrimitives.ReadSingleLittleEndian(tensor[5].Bytes),
            BitConverter.Int64BitsToDouble(e[1].Number));
    }

    // The fields of a message by their numbers; each may stand there once.
    private static Dictionary<int, (long Number, byte[] Bytes)> Fields(byte[] message)
    {
        Dictionary<int, (long, byte[])> fields = [];
        var stream = new CodedInputStream(message);
        for (uint tag = stream.ReadTag(); tag != 0; tag = stream.ReadTag())
        {
            fields.Add(WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => (stream.ReadInt64(), []),
                WireFormat.WireType.Fixed64 => ((long)stream.ReadFixed64(), []),
                WireFormat.WireType.LengthDelimited => (0, stream.ReadBytes().ToByteArray()),
                var other => throw new InvalidDataException($"Nothing here is written as {other}."),
            });
        }

        return fields;
    }
}
