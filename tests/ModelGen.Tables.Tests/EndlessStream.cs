using System.Text;

namespace ModelGen.Tables.Tests;

/// <summary>A stream of a beginning and then one letter again and again, which cost no memory.</summary>
internal sealed class EndlessStream(string beginning, long bytes, char filler = 'x') : Stream
{
    private readonly byte[] _beginning = Encoding.UTF8.GetBytes(beginning);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => bytes;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = (int)Math.Min(count, bytes - Position);
        for (int i = 0; i < read; i++, Position++)
        {
            buffer[offset + i] = Position < _beginning.Length ? _beginning[Position] : (byte)filler;
        }

        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
