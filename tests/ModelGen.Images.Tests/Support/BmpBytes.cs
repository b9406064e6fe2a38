using System.Buffers.Binary;

namespace ModelGen.Images.Tests;

/// <summary>BMP files by hand: the lowest row first, each padded to four bytes, blue before green before red.</summary>
internal static class BmpBytes
{
    /// <summary>A file of 24 bits for each pixel.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="pixel">The three bytes of a pixel, red first: (x, y).</param>
    public static byte[] Of(int width, int height, Func<int, int, byte[]> pixel)
    {
        int rowBytes = (3 * width + 3) / 4 * 4;
        var file = new byte[54 + (rowBytes * height)];
        "BM"u8.CopyTo(file);
        int[] header = [file.Length, 0, 54, 40, width, height, 1 | (24 << 16), 0, rowBytes * height, 2835, 2835, 0, 0];
        for (int i = 0; i < header.Length; i++) { BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2 + (4 * i)), header[i]); }
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                byte[] bytes = pixel(x, y);
                Array.Reverse(bytes);
                bytes.CopyTo(file, 54 + (rowBytes * (height - 1 - y)) + (3 * x));
            }
        }

        return file;
    }
}
