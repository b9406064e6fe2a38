using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace ModelGen.Data;

/// <summary>
/// A file that is read from its beginning to its end, unpacked where it is gzipped. Of a gzip file the checksum and the length are always
/// compared, also where its end is missing.
/// </summary>
internal sealed class PackedFile : Stream
{
    // What zlib's manual gives as the most that deflate can do.
    private const long MostFromOneByte = 1032;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly GZipStream? _unzipped;
    private readonly Crc32 _checksum = new();
    private long _read;
    private bool _ended;

    /// <summary>Opens it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What it should be, for the message where it is something else: an IDX file.</param>
    /// <exception cref="InvalidDataException">It is a file of another known kind.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public PackedFile(string path, string expected)
    {
        (_path, _file) = (path, DiskFile.OpenRead(path));
        try
        {
            ReadOnlySpan<byte> found = FileKind.StartOf(_file);
            if (found.StartsWith<byte>([0x1F, 0x8B])) { _unzipped = new GZipStream(_file, CompressionMode.Decompress, leaveOpen: true); }
            else if (FileKind.Of(found) is { } kind) { throw new InvalidDataException($"{path}: it is {kind}; expected {expected}."); }
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Whether it is gzipped.</summary>
    public bool IsPacked => _unzipped is not null;

    /// <summary>How many bytes it has at most when it is unpacked.</summary>
    public long MostBytes => IsPacked ? _file.Length * MostFromOneByte : _file.Length;

    /// <summary>Reads until all is full or the file ends, and says how much that was.</summary>
    public int Fill(Span<byte> bytes)
    {
        int filled = 0;
        while (filled < bytes.Length && Read(bytes[filled..]) is > 0 and var count) { filled += count; }
        return filled;
    }

    public override int Read(Span<byte> buffer)
    {
        if (_ended || buffer.IsEmpty) { return 0; }
        int count = ReadSome(buffer);
        if (count == 0) { End(); }
        _checksum.Append(buffer[..count]);
        _read += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unzipped?.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
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
}
