using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ModelGen.Images.Tests;

/// <summary>PNG files by hand: what an encoder writes no longer, or never.</summary>
internal static class PngBytes
{
    // The first column and row of each of Adam7's passes, and the steps from there.
    private static readonly (int X, int Y, int StepX, int StepY)[] s_passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>A file.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="colorType">0 gray, 2 colours, 3 palette, 4 gray and alpha, 6 colours and alpha.</param>
    /// <param name="bitDepth">The bits of a sample.</param>
    /// <param name="rows">The bytes of each row.</param>
    /// <param name="chunks">Chunks before the pixels: a palette, say.</param>
    public static byte[] Of(
        int width, int height, byte colorType, byte bitDepth, byte[][] rows, params (string Name, byte[] Data)[] chunks) =>
        File(width, height, colorType, bitDepth, 0, [.. rows.SelectMany(row => (byte[])[0, .. row])], chunks);

    /// <summary>An interlaced file of colours.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="pixel">The three bytes of a pixel: (x, y).</param>
    public static byte[] Interlaced(int width, int height, Func<int, int, byte[]> pixel)
    {
        List<byte> data = [];
        foreach ((int firstX, int firstY, int stepX, int stepY) in s_passes)
        {
            for (int y = firstY; y < height; y += stepY)
            {
                if (firstX >= width) { continue; }
                data.Add(0);
                for (int x = firstX; x < width; x += stepX) { data.AddRange(pixel(x, y)); }
            }
        }

        return File(width, height, 2, 8, 1, [.. data], []);
    }

    private static byte[] File(
        int width, int height, byte colorType, byte bitDepth, byte interlace, byte[] data, (string Name, byte[] Data)[] chunks)
    {
        using var zipped = new MemoryStream();
        using (var zip = new ZLibStream(zipped, CompressionLevel.Optimal, leaveOpen: true)) { zip.Write(data); }
        byte[] header = [.. BigEndian((uint)width), .. BigEndian((uint)height), bitDepth, colorType, 0, 0, interlace];
        IEnumerable<(string Name, byte[] Data)> all = [("IHDR", header), .. chunks, ("IDAT", zipped.ToArray()), ("IEND", [])];
        return [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. all.SelectMany(chunk => Chunk(chunk.Name, chunk.Data))];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        return [.. BigEndian((uint)data.Length), .. named, .. BigEndian(Checksum(named))];
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    // CRC-32, bit by bit.
    private static uint Checksum(byte[] bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte one in bytes)
        {
            sum ^= one;
            for (int bit = 0; bit < 8; bit++) { sum = (sum >> 1) ^ ((sum & 1) == 1 ? 0xEDB88320 : 0); }
        }

        return ~sum;
    }
}
