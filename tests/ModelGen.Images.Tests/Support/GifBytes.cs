namespace ModelGen.Images.Tests;

/// <summary>
/// GIF files by hand, of four colours. Each pixel is preceded by a code that empties the table, so all codes have three bits.
/// </summary>
internal static class GifBytes
{
    private static readonly byte[] s_palette = [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255];

    /// <summary>A file.</summary>
    /// <param name="width">Its width, less than 256.</param>
    /// <param name="height">Its height, less than 256.</param>
    /// <param name="frames">Of each frame the numbers of its pixels' colours: black, red, green, blue.</param>
    public static byte[] Of(int width, int height, params int[][] frames) =>
    [
        .. "GIF89a"u8, (byte)width, 0, (byte)height, 0, 0x81, 0, 0, .. s_palette,
        .. frames.SelectMany(frame => (byte[])
        [
            0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, (byte)width, 0, (byte)height, 0, 0, 2, .. Blocks(frame),
        ]),
        0x3B,
    ];

    private static IEnumerable<byte> Blocks(int[] frame)
    {
        const int clear = 4, end = 5;
        int[] codes = [.. frame.SelectMany(color => (int[])[clear, color]), end];
        bool[] bits = [.. codes.SelectMany(code => (bool[])[(code & 1) > 0, (code & 2) > 0, (code & 4) > 0])];
        byte[] bytes = [.. bits.Chunk(8).Select(eight => (byte)eight.Select((bit, i) => bit ? 1 << i : 0).Sum())];
        return bytes.Chunk(255).SelectMany(block => (byte[])[(byte)block.Length, .. block]).Append((byte)0);
    }
}
