using System.Text;

namespace ModelGen.Data;

/// <summary>
/// Walks through a structure in Thrift's compact encoding before the library does, which trusts it: it would allocate what a list says that
/// it holds, and wait for ever behind the end. What passes here, the library reads in the same steps.
/// </summary>
/// <param name="bytes">The bytes; more may follow the structure.</param>
/// <param name="found">Is told of each number and each text: the structure, the number of the field, and its value.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes, Action<string, int, object>? found)
{
    private const int MostNested = 8;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>Reads a structure.</summary>
    /// <exception cref="EndOfStreamException">It goes on behind the bytes.</exception>
    /// <exception cref="InvalidDataException">It is none of this name.</exception>
    public void Read(string structure)
    {
        int field = 0;
        for (int head = NextByte(); head != 0; head = NextByte())
        {
            field = head >> 4 == 0 ? (short)Number(5) : field + (head >> 4);
            string? type = ThriftShapes.TypeOf(structure, field);
            if (type is null) { Skip(structure, head & 15, MostNested); }
            else { ReadField(structure, field, type, head & 15); }
        }
    }

    private void ReadField(string structure, int field, string type, int wire)
    {
        bool isList = type[0] == '[';
        string element = isList ? type[1..^1] : type;
        if (wire != (isList ? 9 : WireOf(element)) && !(type == "bool" && wire == 2)) { throw Unexpected(structure, field); }
        if (!isList)
        {
            ReadValue(structure, field, element);
            return;
        }

        int count = ListLength(out int elementWire);
        if (count > 0 && elementWire != WireOf(element)) { throw Unexpected(structure, field); }
        for (int i = 0; i < count; i++) { ReadValue(structure, field, element); }
    }

    private void ReadValue(string structure, int field, string type)
    {
        switch (type)
        {
            case "bool": break;
            case "i8": NextByte(); break;
            case "i16" or "i32": found?.Invoke(structure, field, (int)Number(5)); break;
            case "i64": found?.Invoke(structure, field, Number(10)); break;
            case "double": Take(8); break;
            case "binary": found?.Invoke(structure, field, Encoding.UTF8.GetString(Take(Length()))); break;
            default:
                found?.Invoke(type, 0, field);
                Read(type);
                break;
        }
    }

    // The library skips a structure that it does not know only where nothing is in it.
    private void Skip(string structure, int wire, int nested)
    {
        switch (wire)
        {
            case 1 or 2: break;
            case 3: NextByte(); break;
            case 4 or 5 or 6: Number(10); break;
            case 7: Take(8); break;
            case 8: Take(Length()); break;
            case 12 when NextByte() == 0: break;
            case 9 when nested > 0:
                int count = ListLength(out int element);
                for (int i = 0; i < count; i++) { Skip(structure, element, nested - 1); }
                break;
            default: throw new InvalidDataException($"{structure} has a field that is not known");
        }
    }

    private static int WireOf(string type) => type switch
    {
        "bool" => 1,
        "i8" => 3,
        "i16" => 4,
        "i32" => 5,
        "i64" => 6,
        "double" => 7,
        "binary" => 8,
        _ => 12,
    };

    private int ListLength(out int wire)
    {
        int head = NextByte();
        wire = head & 15;
        long count = head >> 4 == 15 ? (long)Unsigned(5) : head >> 4;
        if (count > _bytes.Length - Position) { throw new InvalidDataException($"a list of {count:N0} goes on behind the end"); }
        return wire is > 2 ? (int)count : throw new InvalidDataException("a list holds values of no known type");
    }

    private int Length()
    {
        ulong length = Unsigned(5);
        return length <= int.MaxValue ? (int)length : throw new InvalidDataException($"a text has {length:N0} bytes");
    }

    private long Number(int mostBytes)
    {
        ulong zigzag = Unsigned(mostBytes);
        return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
    }

    private ulong Unsigned(int mostBytes)
    {
        ulong value = 0;
        for (int i = 0; i < mostBytes; i++)
        {
            int next = NextByte();
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80) { return value; }
        }

        throw new InvalidDataException($"a number has more than {mostBytes} bytes");
    }

    private int NextByte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - Position) { throw new EndOfStreamException("it goes on behind the end"); }
        Position += count;
        return _bytes.Slice(Position - count, count);
    }

    private static InvalidDataException Unexpected(string structure, int field) => new($"field {field} of {structure} has another type");
}
