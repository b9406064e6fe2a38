using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace ModelGen.Data;

/// <summary>
/// An IDX file of bytes, the format of MNIST, gzipped or not: two zeros, the type (8: byte), the number of axes, their sizes big-endian,
/// the values. The header is read first, then what it promises and one byte more, so reading takes no more memory than the header says and
/// the file can hold.
/// </summary>
internal sealed class IdxFile : IDisposable
{
    private const byte ByteType = 8;

    // What zlib's manual gives as the most that deflate can do.
    private const long MostFromOneByte = 1032;

    // More is allocated only when so much has arrived.
    private const int FirstPiece = 1 << 26;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly GZipStream? _unzipped;
    private readonly Crc32 _checksum = new();
    private readonly int _count;
    private long _read;
    private bool _ended;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="axes">How many axes it must have.</param>
    /// <exception cref="InvalidDataException">It is something else; the message names the file, the field, what was found and what was
    /// expected.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IdxFile(string path, int axes)
    {
        (_path, _file) = (path, DiskFile.OpenRead(path));
        try
        {
            ReadOnlySpan<byte> found = FileKind.StartOf(_file);
            if (found.StartsWith<byte>([0x1F, 0x8B])) { _unzipped = new GZipStream(_file, CompressionMode.Decompress, leaveOpen: true); }
            else if (FileKind.Of(found) is { } kind) { throw new InvalidDataException($"{path}: it is {kind}; expected an IDX file."); }
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

    /// <summary>Reads the values. Of a gzip file the checksum and the length are always compared, also where its end is missing.</summary>
    /// <exception cref="InvalidDataException">There are more or fewer than the header promises, or the gzip data are damaged.</exception>
    public byte[] ReadValues()
    {
        var values = new byte[Math.Min(_count, FirstPiece)];
        int read = Fill(values);
        while (read == values.Length && read < _count)
        {
            Array.Resize(ref values, (int)Math.Min(_count, 2L * read));
            read += Fill(values.AsSpan(read));
        }

        if (read < _count) { throw Wrong("values", $"{read} bytes", $"{_count}"); }
        return Fill(stackalloc byte[1]) == 0 ? values : throw Wrong("values", "more bytes than that", $"{_count}");
    }

    public void Dispose()
    {
        _unzipped?.Dispose();
        _file.Dispose();
    }

    private int[] ReadHeader(int axes, out int values)
    {
        Span<byte> header = stackalloc byte[4 + (4 * axes)];
        int read = Fill(header);
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

        long most = _unzipped is null ? _file.Length - header.Length : (_file.Length * MostFromOneByte) - header.Length;
        if (_unzipped is null ? most != count : most < count)
        {
            throw Wrong("values", _unzipped is null ? $"{most} bytes" : $"at most {most} bytes", $"{count}");
        }
        if (count > Array.MaxLength) { throw Wrong("values", $"{count}", $"at most {Array.MaxLength}, what one array holds"); }
        values = (int)count;
        return sizes;
    }

    // How many bytes there were.
    private int Fill(Span<byte> bytes)
    {
        int filled = 0;
        while (filled < bytes.Length && !_ended)
        {
            int count = ReadSome(bytes[filled..]);
            if (count == 0) { End(); }
            _checksum.Append(bytes.Slice(filled, count));
            (filled, _read) = (filled + count, _read + count);
        }

        return filled;
    }

    private int ReadSome(Span<byte> bytes)
    {
        try { return _unzipped?.Read(bytes) ?? _file.Read(bytes); }
        catch (InvalidDataException e) { throw Damaged(e.Message.TrimEnd('.'), e); }
    }

    // .NET compares a gzip file's checksum and length only where they are there.
    private void End()
    {
        _ended = true;
        if (_unzipped is null) { return; }
        Span<byte> trailer = stackalloc byte[8];
        if (_file.Length < trailer.Length
            || RandomAccess.Read(_file.SafeFileHandle, trailer, _file.Length - trailer.Length) < trailer.Length)
        {
            throw Damaged("it ends too early");
        }
        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(trailer), length = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        uint actual = _checksum.GetCurrentHashAsUInt32();
        if (checksum != actual || length != (uint)_read)
        {
            throw Damaged($"it ends in a CRC-32 of {checksum:x8} and a length of {length}, but unpacked it has {actual:x8} and {_read}");
        }
    }

    private InvalidDataException Damaged(string what, Exception? inner = null) =>
        new($"{_path}: its gzip data are cut off or damaged, or something follows them ({what}). Delete it and get it again.", inner);

    private InvalidDataException Wrong(string field, string found, string expected) =>
        new($"{_path}: {field}: found {found}, expected {expected}.");
}
