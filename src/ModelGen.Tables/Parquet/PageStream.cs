namespace ModelGen.Data;

/// <summary>
/// The part of a file that the library may read: what lies outside is an error at once. Without it the library would take the bytes of the
/// next column for a damaged page's missing values, and wait for ever at the end of the file.
/// </summary>
internal sealed class PageStream(Stream file) : Stream
{
    private long _first;
    private long _end = file.Length;

    /// <summary>Says what may be read.</summary>
    public void Limit(long first, long end) => (_first, _end) = (first, end);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position { get => file.Position; set => Seek(value, SeekOrigin.Begin); }

    public override int Read(Span<byte> buffer)
    {
        long left = _end - file.Position;
        if (file.Position < _first || (left <= 0 && buffer.Length > 0))
        {
            throw new EndOfStreamException("more was to be read than there is");
        }
        return file.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 1 ? one[0] : throw new EndOfStreamException("more was to be read than there is");
    }

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
