using System.Buffers.Binary;

namespace ModelGen.Data;

/// <summary>
/// An IDX file of bytes, the format of MNIST, gzipped or not: two zeros, the type (8: byte), the number of axes, their sizes big-endian,
/// the values. The header is read first, then what it promises and one byte more, so reading takes no more memory than the header says and
/// the file can hold.
/// </summary>
internal sealed class IdxFile : IDisposable
{
    private const byte ByteType = 8;

    // More is allocated only when so much has arrived.
    private const int FirstPiece = 1 << 26;

    private readonly string _path;
    private readonly PackedFile _file;
    private readonly int _count;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="axes">How many axes it must have.</param>
    /// <exception cref="InvalidDataException">It is something else; the message names the file, the field, what was found and what was
    /// expected.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IdxFile(string path, int axes)
    {
        (_path, _file) = (path, new PackedFile(path, "an IDX file"));
        try
        {
            Sizes = ReadHeader(axes, out _count);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The sizes of its axes; their product is how many values it has.</summary>
    public int[] Sizes { get; }

    /// <summary>Reads the values.</summary>
    /// <exception cref="InvalidDataException">There are more or fewer than the header promises, or the gzip data are damaged.</exception>
    public byte[] ReadValues()
    {
        var values = new byte[Math.Min(_count, FirstPiece)];
        int read = _file.Fill(values);
        while (read == values.Length && read < _count)
        {
            Array.Resize(ref values, (int)Math.Min(_count, 2L * read));
            read += _file.Fill(values.AsSpan(read));
        }

        if (read < _count) { throw Wrong("values", $"{read} bytes", $"{_count}"); }
        return _file.Fill(stackalloc byte[1]) == 0 ? values : throw Wrong("values", "more bytes than that", $"{_count}");
    }

    public void Dispose() => _file.Dispose();

    private int[] ReadHeader(int axes, out int values)
    {
        Span<byte> header = stackalloc byte[4 + (4 * axes)];
        int read = _file.Fill(header);
        if (read < 4) { throw Wrong("length", $"{read} bytes", "a header of at least 4"); }
        if (header[0] != 0 || header[1] != 0) { throw Wrong("first two bytes", $"{header[0]} and {header[1]}", "two zeros"); }
        if (header[2] != ByteType) { throw Wrong("type", $"{header[2]}", $"{ByteType} (bytes)"); }
        if (header[3] != axes) { throw Wrong("number of axes", $"{header[3]}", $"{axes}"); }
        if (read < header.Length) { throw Wrong("length", $"{read} bytes", $"a header of {header.Length}"); }

        var sizes = new int[axes];
        Int128 count = 1;
        for (int axis = 0; axis < axes; axis++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * axis))..]);
            if (size > int.MaxValue) { throw Wrong($"size of axis {axis + 1}", $"{size}", $"at most {int.MaxValue}"); }
            sizes[axis] = (int)size;
            count *= size;
        }

        long most = _file.MostBytes - header.Length;
        if (_file.IsPacked ? most < count : most != count)
        {
            throw Wrong("values", _file.IsPacked ? $"at most {most} bytes" : $"{most} bytes", $"{count}");
        }
        if (count > Array.MaxLength) { throw Wrong("values", $"{count}", $"at most {Array.MaxLength}, what one array holds"); }
        values = (int)count;
        return sizes;
    }

    private InvalidDataException Wrong(string field, string found, string expected) =>
        new($"{_path}: {field}: found {found}, expected {expected}.");
}
