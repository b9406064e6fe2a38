using System.Buffers.Binary;

namespace ModelGen.Tests.Checkpoints;

/// <summary>Changes files at random, as disks, networks and people do.</summary>
internal static class Mutations
{
    private static readonly long[] s_numbers =
        [-1, 0, 1, 2, 3, 7, 255, short.MaxValue, int.MaxValue, int.MinValue, 1L << 31, 1L << 32, (1L << 53) + 1, long.MaxValue,
            long.MinValue, long.MaxValue / 2];

    private static readonly double[] s_reals = [0, -0.0, -1, 0.5, 1e-300, 1e38, 1e39, 1e300, double.NaN, double.PositiveInfinity,
        double.NegativeInfinity];

    private static readonly string[] s_texts =
        ["", " ", "0", "..", "../../other", "/etc/passwd", "C:\\other", "a\0b", "a\nb", "none", new('x', 100_000),
            "events.out.tfevents.1234567890.x.1.0.v2", "💥"];

    /// <summary>One to three changes of the bytes.</summary>
    public static byte[] OfBytes(byte[] bytes, Random random)
    {
        byte[] changed = [.. bytes];
        for (int times = random.Next(1, 4); times > 0; times--) { changed = OfBytesOnce(changed, random); }
        return changed;
    }

    private static byte[] OfBytesOnce(byte[] bytes, Random random)
    {
        if (bytes.Length == 0) { return [(byte)random.Next(256)]; }
        int from = random.Next(bytes.Length), count = Math.Min(random.Next(1, 40), bytes.Length - from), to = random.Next(bytes.Length);
        switch (random.Next(9))
        {
            case 0: return bytes[..from];
            case 1: return [.. bytes, .. bytes[from..]];
            case 2: return [.. bytes[..from], .. bytes[(from + count)..]];
            case 3: return [.. bytes[..to], .. bytes[from..(from + count)], .. bytes[to..]];
            case 4: return [.. bytes[..from], .. new byte[count], .. bytes[(from + count)..]];
            case 5 when bytes.Length >= 8:
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(random.Next(bytes.Length - 7)), Number(random)); return bytes;
            case 6 when Digit(bytes, from) is >= 0 and var digit: bytes[digit] = (byte)('0' + random.Next(10)); return bytes;
            case 7: bytes[from] = (byte)random.Next(256); return bytes;
            default: bytes[from] ^= (byte)(1 << random.Next(8)); return bytes;
        }
    }

    public static long Number(Random random) => s_numbers[random.Next(s_numbers.Length)];

    public static double Real(Random random) => s_reals[random.Next(s_reals.Length)];

    public static string Text(Random random) => s_texts[random.Next(s_texts.Length)];

    // A digit of the header, from a place on.
    private static int Digit(byte[] bytes, int from) =>
        Array.FindIndex(bytes, Math.Min(from, Math.Max(0, bytes.Length - 1)), b => b is >= (byte)'0' and <= (byte)'9');
}
