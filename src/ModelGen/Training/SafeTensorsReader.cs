using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ModelGen;

/// <summary>What a safetensors header says of one tensor; offsets are bytes after the header.</summary>
internal sealed record TensorEntry(string Type, long[] Shape, long Begin, long End);

/// <summary>Reads a safetensors file and believes nothing that it says.</summary>
internal sealed class SafeTensorsReader(FileStream file, string path)
{
    private long _dataStart;

    /// <summary>The texts of the header, after <see cref="ReadHeader"/>.</summary>
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, TensorEntry> ReadHeader(long maxHeader, string metadata)
    {
        if (file.Length < 8) { throw Bad($"it has {file.Length:N0} bytes; the length of its header alone needs 8"); }
        Span<byte> lengthBytes = stackalloc byte[8];
        file.ReadExactly(lengthBytes);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > (ulong)maxHeader) { throw Bad($"its header claims {length:N0} bytes; at most {maxHeader:N0} are read"); }
        if ((long)length > file.Length - 8)
        {
            throw Bad(
                $"its header claims {length:N0} bytes, but only {file.Length - 8:N0} follow; the file is cut off or no safetensors file");
        }

        var header = new byte[length];
        file.ReadExactly(header);
        _dataStart = 8 + (long)length;
        Dictionary<string, TensorEntry> entries = Parse(header, metadata);
        CheckOffsets(entries);
        return entries;
    }

    public void CheckNames(IEnumerable<string> found, IEnumerable<string> expected)
    {
        string[] missing = [.. expected.Except(found)], unknown = [.. found.Except(expected)];
        if (missing.Length > 0) { throw Bad($"it has no {Names(missing)}, which the model has; it has {Names(found)}"); }
        if (unknown.Length > 0) { throw Bad($"it has {Names(unknown)}, which the model has not; the model has {Names(expected)}"); }
    }

    public float[] ReadValues(Parameter parameter, TensorEntry entry)
    {
        if (entry.Type != "F32") { throw Bad($"{parameter.Name} has dtype {entry.Type}; expected F32"); }
        if (!entry.Shape.SequenceEqual(parameter.Shape.Select(d => (long)d)))
        {
            throw Bad($"{parameter.Name} has shape ({string.Join(", ", entry.Shape)}); expected ({string.Join(", ", parameter.Shape)})");
        }

        if (entry.End - entry.Begin != 4L * parameter.Count)
        {
            throw Bad(
                $"{parameter.Name} has data_offsets {entry.Begin:N0} to {entry.End:N0}, {entry.End - entry.Begin:N0} bytes; its shape "
                    + $"needs {4L * parameter.Count:N0}");
        }

        return ReadFloats(entry);
    }

    /// <summary>Compares the checksum with which the header begins with that of the bytes.</summary>
    public void CheckChecksum()
    {
        long place = 8 + SafeTensors.ChecksumPrefix.Length;
        var start = new byte[place + SafeTensors.ChecksumLength];
        file.Position = 0;
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length
            || !start.AsSpan(8, SafeTensors.ChecksumPrefix.Length).SequenceEqual(SafeTensors.ChecksumPrefix))
        {
            throw Bad("its header does not begin with a checksum; it is no checkpoint, or damaged");
        }

        string found = Encoding.ASCII.GetString(start.AsSpan((int)place));
        start.AsSpan((int)place).Fill((byte)'0');
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(start);
        var buffer = new byte[1 << 20];
        for (int read; (read = file.Read(buffer)) > 0;) { hash.AppendData(buffer, 0, read); }
        string expected = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (found != expected) { throw Bad($"its checksum is {found}, but its bytes have {expected}; the file is damaged"); }
    }

    /// <summary>Reads a tensor: a <c>float[]</c>, <c>double[]</c> or <c>long[]</c>.</summary>
    public Array Read(string name, TensorEntry entry)
    {
        int size = entry.Type switch { "F32" => sizeof(float), "F64" or "I64" => sizeof(double),
            _ => throw Bad($"{name} has dtype {entry.Type}; expected F32, F64 or I64") };
        Int128 count = 1;
        foreach (long length in entry.Shape) { count = Int128.Min(count * length, long.MaxValue); }
        if (entry.End - entry.Begin != count * size || count > Array.MaxLength)
        {
            throw Bad(
                $"{name} has data_offsets {entry.Begin:N0} to {entry.End:N0}, {entry.End - entry.Begin:N0} bytes; its shape "
                    + $"({string.Join(", ", entry.Shape)}) needs {count * size:N0}");
        }

        if (entry.Type == "F32") { return ReadFloats(entry); }
        var bits = new long[(int)count];
        file.Position = _dataStart + entry.Begin;
        file.ReadExactly(MemoryMarshal.AsBytes(bits.AsSpan()));
        if (!BitConverter.IsLittleEndian) { BinaryPrimitives.ReverseEndianness(bits, bits); }
        return entry.Type == "I64" ? bits : Array.ConvertAll(bits, BitConverter.Int64BitsToDouble);
    }

    private float[] ReadFloats(TensorEntry entry)
    {
        var values = new float[(entry.End - entry.Begin) / sizeof(float)];
        file.Position = _dataStart + entry.Begin;
        Span<int> bits = MemoryMarshal.Cast<float, int>(values.AsSpan());
        file.ReadExactly(MemoryMarshal.AsBytes(bits));
        if (!BitConverter.IsLittleEndian) { BinaryPrimitives.ReverseEndianness(bits, bits); }
        return values;
    }

    private Dictionary<string, TensorEntry> Parse(byte[] header, string metadata)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(header);
            var entries = new Dictionary<string, TensorEntry>(StringComparer.Ordinal);
            foreach (JsonProperty tensor in json.RootElement.EnumerateObject())
            {
                if (tensor.Name == metadata && tensor.Value.ValueKind == JsonValueKind.Object)
                {
                    foreach (JsonProperty text in tensor.Value.EnumerateObject())
                    {
                        Texts[text.Name] = text.Value.ValueKind == JsonValueKind.String ? text.Value.GetString()! : text.Value.GetRawText();
                    }
                }

                if (tensor.Name == metadata) { continue; }
                if (!entries.TryAdd(tensor.Name, ParseEntry(tensor))) { throw Bad($"it has {tensor.Name} twice"); }
            }

            return entries;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: its header is no JSON object of tensors. {e.Message}", e);
        }
    }

    private TensorEntry ParseEntry(JsonProperty tensor)
    {
        string type = Field(tensor, "dtype", JsonValueKind.String).GetString()!;
        long[] shape = Numbers(tensor, "shape");
        long[] offsets = Numbers(tensor, "data_offsets");
        return offsets.Length == 2
            ? new TensorEntry(type, shape, offsets[0], offsets[1])
            : throw Bad($"{tensor.Name} has {offsets.Length} data_offsets; expected 2");
    }

    private long[] Numbers(JsonProperty tensor, string field)
    {
        JsonElement array = Field(tensor, field, JsonValueKind.Array);
        var numbers = new long[array.GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
        {
            JsonElement element = array[i];
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out numbers[i]) || numbers[i] < 0)
            {
                throw Bad($"{tensor.Name}'s {field} holds {element.GetRawText()}; expected a whole number, 0 or more");
            }
        }

        return numbers;
    }

    private JsonElement Field(JsonProperty tensor, string field, JsonValueKind kind) =>
        tensor.Value.ValueKind == JsonValueKind.Object && tensor.Value.TryGetProperty(field, out JsonElement element)
            && element.ValueKind == kind
            ? element
            : throw Bad($"{tensor.Name} has no {field}; expected one ({kind.ToString().ToLowerInvariant()})");

    private void CheckOffsets(Dictionary<string, TensorEntry> entries)
    {
        long end = 0, bytes = file.Length - _dataStart;
        foreach ((string name, TensorEntry entry) in entries.OrderBy(e => e.Value.Begin).ThenBy(e => e.Value.End))
        {
            if (entry.End < entry.Begin)
            {
                throw Bad($"{name} has data_offsets {entry.Begin:N0} to {entry.End:N0}; expected them in order");
            }
            if (entry.Begin < end) { throw Bad($"{name} begins at byte {entry.Begin:N0}, inside another tensor; expected {end:N0}"); }
            if (entry.Begin > end)
            {
                throw Bad($"{name} begins at byte {entry.Begin:N0}; expected {end:N0}, where the tensor before it ends");
            }
            end = entry.End;
        }

        if (end != bytes) { throw Bad($"its tensors need {end:N0} bytes, but {bytes:N0} follow the header"); }
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("nothing"));

    private InvalidDataException Bad(string what) => new($"{path}: {what}.");
}
