namespace ModelGen.Images.Tests;

/// <summary>
/// JPEG files by hand: blocks of 8 x 8 pixels that have one value for each component, so no transform rounds anything.
/// </summary>
internal static class JpegBytes
{
    /// <summary>What Adobe's programs write before CMYK, whose values are then the lack of ink.</summary>
    public static readonly byte[] Cmyk = [0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0];

    /// <summary>EXIF data that say how a picture is to be turned: 1 to 8.</summary>
    public static byte[] Orientation(int value) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)value, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>A file.</summary>
    /// <param name="across">Blocks in a row.</param>
    /// <param name="down">Rows of blocks.</param>
    /// <param name="components">1: gray; 3: luma and two chromas; 4: cyan, magenta, yellow, black.</param>
    /// <param name="value">The value of a component in a block: (column, row, component).</param>
    /// <param name="progressive">Whether it is a progressive file, of one scan.</param>
    /// <param name="segment">A segment that stands first.</param>
    public static byte[] Of(
        int across, int down, int components, Func<int, int, int, int> value, bool progressive = false, byte[]? segment = null)
    {
        byte[] ids = [.. Enumerable.Range(1, components).Select(i => (byte)i)];
        List<byte> file =
        [
            0xFF, 0xD8, .. segment ?? [],
            0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64),
            0xFF, progressive ? (byte)0xC2 : (byte)0xC0, 0, (byte)(8 + (3 * components)), 8, 0, (byte)(8 * down), 0, (byte)(8 * across),
            (byte)components, .. ids.SelectMany(id => (byte[])[id, 0x11, 0]),
            // Twelve codes of four bits for differences, one of one bit that ends a block.
            0xFF, 0xC4, 0, 31, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 12).Select(i => (byte)i),
            0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0xFF, 0xDA, 0, (byte)(6 + (2 * components)), (byte)components, .. ids.SelectMany(id => (byte[])[id, 0]), 0,
            progressive ? (byte)0 : (byte)63, 0,
        ];
        file.AddRange(Scan(across, down, components, value, progressive));
        // Without these scans, which say that nothing else is in the blocks, a decoder would smooth them.
        foreach (byte id in progressive ? ids : [])
        {
            file.AddRange([0xFF, 0xDA, 0, 8, 1, id, 0, 1, 63, 0, .. Bytes(Enumerable.Repeat(false, across * down))]);
        }

        return [.. file, 0xFF, 0xD9];
    }

    private static IEnumerable<byte> Scan(int across, int down, int components, Func<int, int, int, int> value, bool progressive)
    {
        List<bool> bits = [];
        var before = new int[components];
        for (int block = 0; block < across * down; block++)
        {
            for (int component = 0; component < components; component++)
            {
                int coefficient = 8 * (value(block % across, block / across, component) - 128);
                AddDifference(bits, coefficient - before[component]);
                before[component] = coefficient;
                if (!progressive) { bits.Add(false); }
            }
        }

        return Bytes(bits);
    }

    // Filled up with ones; after a byte of ones a zero is inserted.
    private static IEnumerable<byte> Bytes(IEnumerable<bool> bits)
    {
        foreach (bool[] chunk in bits.Chunk(8))
        {
            IEnumerable<bool> eight = chunk.Concat(Enumerable.Repeat(true, 8 - chunk.Length));
            byte one = (byte)eight.Aggregate(0, (sum, bit) => (2 * sum) + (bit ? 1 : 0));
            yield return one;
            if (one == 0xFF) { yield return 0; }
        }
    }

    // The number of bits, then those of the number, or of its complement where it is negative.
    private static void AddDifference(List<bool> bits, int difference)
    {
        int size = 0;
        while (Math.Abs(difference) >> size > 0) { size++; }
        AddBits(bits, size, 4);
        AddBits(bits, difference < 0 ? difference + (1 << size) - 1 : difference, size);
    }

    private static void AddBits(List<bool> bits, int number, int count)
    {
        for (int i = count - 1; i >= 0; i--) { bits.Add(((number >> i) & 1) == 1); }
    }
}
