using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using ModelGen.Data;

namespace ModelGen;

/// <summary>Reads a safetensors file and believes nothing that it says.</summary>
internal sealed class SafeTensorsReader(FileStream file, string path)
{
    private const int Piece = 1 << 20;

    private long _dataStart;

    /// <summary>The texts of the header, after <see cref="ReadHeader"/>.</summary>
    public Dictionary<string, string> Texts { get; private set; } = [];

    /// <summary>Reads the header: what tensors there are, by their names. They fill the file without a gap.</summary>
    public Dictionary<string, TensorEntry> ReadHeader()
    {
        CheckKind();
        if (file.Length < 8) { throw Bad($"it has {file.Length:N0} bytes; the length of its header alone needs 8"); }
        Span<byte> lengthBytes = stackalloc byte[8];
        file.ReadExactly(lengthBytes);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > SafeTensors.MaxHeader)
        {
            throw Bad($"its header claims {length:N0} bytes; at most {SafeTensors.MaxHeader:N0} are read");
        }
        if ((long)length > file.Length - 8)
        {
            throw Bad(
                $"its header claims {length:N0} bytes, but only {file.Length - 8:N0} follow; the file is cut off or no safetensors file");
        }

        var bytes = new byte[length];
        file.ReadExactly(bytes);
        _dataStart = 8 + (long)length;
        var header = new SafeTensorsHeader(bytes, path);
        header.Read();
        Texts = header.Texts;
        CheckOffsets(header.Tensors);
        return header.Tensors;
    }

    public void CheckNames(IReadOnlyCollection<string> found, IReadOnlyCollection<string> expected)
    {
        string[] missing = [.. expected.Except(found)], unknown = [.. found.Except(expected)];
        if (missing.Length > 0)
        {
            throw Bad($"it has no {Shown.Names(missing)}, which the model has; it has {Shown.Names(found)}");
        }

        if (unknown.Length > 0)
        {
            throw Bad($"it has {Shown.Names(unknown)}, which the model has not; the model has {Shown.Names(expected)}");
        }
    }

    public float[] ReadValues(Parameter parameter, TensorEntry entry)
    {
        if (entry.Type != "F32") { throw Bad($"{parameter.Name} has dtype {Shown.Text(entry.Type)}; expected F32"); }
        if (!entry.Shape.SequenceEqual(parameter.Shape.Select(d => (long)d)))
        {
            throw Bad($"{parameter.Name} has shape {Shown.Shape(entry.Shape)}; expected ({string.Join(", ", parameter.Shape)})");
        }

        var values = (float[])Read(parameter.Name, entry);
        return Bounds.IndexOfNonFinite(values) is >= 0 and var place
            ? throw Bad($"{parameter.Name} has {values[place]} at place {place}; expected finite numbers")
            : values;
    }

    /// <summary>Compares the checksum with which the header begins with that of the bytes.</summary>
    public void CheckChecksum()
    {
        int place = 8 + SafeTensors.ChecksumPrefix.Length;
        var start = new byte[place + 65];
        file.Position = 0;
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];

        // The quotation mark behind it tells of which kind it is.
        bool isOld = start.Length == place + 65 && start[place + 64] == '"', isNew = start.Length > place + 32 && start[place + 32] == '"';
        if (!start.AsSpan(8).StartsWith(SafeTensors.ChecksumPrefix) || !(isOld || isNew))
        {
            throw Bad("its header does not begin with a checksum; it is no checkpoint (LoadWeights reads a file of weights), or damaged");
        }

        using var digest = new Digest(old: !isNew);
        string found = Encoding.ASCII.GetString(start.AsSpan(place, digest.Length));
        start.AsSpan(place, digest.Length).Fill((byte)'0');
        digest.Append(start);
        var buffer = new byte[Piece];
        for (int read; (read = file.Read(buffer)) > 0;) { digest.Append(buffer.AsSpan(0, read)); }
        string expected = digest.Digits();
        if (found != expected)
        {
            throw Bad($"its checksum is {Shown.Text(found)}, but its bytes have {expected}; the file is damaged");
        }
    }

    /// <summary>Reads a tensor: a <c>float[]</c>, <c>double[]</c> or <c>long[]</c>.</summary>
    public Array Read(string name, TensorEntry entry)
    {
        int size = entry.Type switch
        {
            "F32" => sizeof(float),
            "F64" or "I64" => sizeof(double),
            _ => throw Bad($"{Shown.Text(name)} has dtype {Shown.Text(entry.Type)}; expected F32, F64 or I64"),
        };
        Int128 count = 1;
        foreach (long length in entry.Shape) { count = Int128.Min(count * length, long.MaxValue); }
        if (entry.End - entry.Begin != count * size || count > Array.MaxLength)
        {
            throw Bad(
                $"{Shown.Text(name)} has data_offsets {entry.Begin:N0} to {entry.End:N0}, {entry.End - entry.Begin:N0} bytes; its shape "
                    + $"{Shown.Shape(entry.Shape)} needs {count * size:N0}");
        }

        file.Position = _dataStart + entry.Begin;
        if (entry.Type == "F32")
        {
            var values = new float[(int)count];
            Span<int> bits = MemoryMarshal.Cast<float, int>(values.AsSpan());
            Fill(bits);
            if (!BitConverter.IsLittleEndian) { BinaryPrimitives.ReverseEndianness(bits, bits); }
            return values;
        }

        var numbers = new long[(int)count];
        Fill(numbers);
        if (!BitConverter.IsLittleEndian) { BinaryPrimitives.ReverseEndianness(numbers, numbers); }
        return entry.Type == "I64" ? numbers : Array.ConvertAll(numbers, BitConverter.Int64BitsToDouble);
    }

    public InvalidDataException Bad(string what) => new($"{path}: {what}.");

    // In pieces, because a span of bytes is shorter than the largest span of floats.
    private void Fill<T>(Span<T> values) where T : unmanaged
    {
        for (int first = 0; first < values.Length; first += Piece)
        {
            file.ReadExactly(MemoryMarshal.AsBytes(values.Slice(first, Math.Min(Piece, values.Length - first))));
        }
    }

    // A length may begin as files of other formats do; a brace follows it only here.
    private void CheckKind()
    {
        byte[] start = FileKind.StartOf(file);
        if ((start.Length > 8 && start[8] == '{') || FileKind.Of(start) is not { } kind) { return; }
        throw Bad($"it is {kind}; expected a safetensors file, which safetensors.numpy.save_file writes in Python");
    }

    private void CheckOffsets(Dictionary<string, TensorEntry> entries)
    {
        long end = 0, bytes = file.Length - _dataStart;
        foreach ((string name, TensorEntry entry) in entries.OrderBy(e => e.Value.Begin).ThenBy(e => e.Value.End))
        {
            if (entry.End < entry.Begin)
            {
                throw Bad($"{Shown.Text(name)} has data_offsets {entry.Begin:N0} to {entry.End:N0}; expected them in order");
            }

            if (entry.Begin < end)
            {
                throw Bad($"{Shown.Text(name)} begins at byte {entry.Begin:N0}, inside another tensor; expected {end:N0}");
            }

            if (entry.Begin > end)
            {
                throw Bad($"{Shown.Text(name)} begins at byte {entry.Begin:N0}; expected {end:N0}, where the tensor before it ends");
            }

            end = entry.End;
        }

        if (end != bytes) { throw Bad($"its tensors need {end:N0} bytes, but {bytes:N0} follow the header"); }
    }
}
