using ModelGen.Data;
using ModelGen.Tests;

namespace ModelGen.Images.Tests;

/// <summary>
/// Damaged pictures give a picture or the documented exception. Each case is a function of its number, which a failure names.
/// </summary>
public class FuzzTests
{
    private const int Sides = 40;

    // A row of floats of the widest picture, and the weights of its columns; the file and its pixels are Skia's.
    private const long MostAllocated = 8 << 20;

    private static readonly int s_count = Extent.Pick(brief: 500, full: 10_000);

    public static TheoryData<string> Kinds => ["PNG", "JPEG", "BMP", "GIF"];

    [Theory, MemberData(nameof(Kinds))]
    public void A_damaged_picture_is_read_or_refused(string kind)
    {
        byte[][] seeds = [Seeds.Of(kind, Sides, Sides - 3), .. Seeds.Rare(kind), .. Photos.Bytes(kind)];
        int refused = 0;
        for (int number = 0; number < s_count; number++)
        {
            byte[] file = Damage(seeds[number % seeds.Length], new Random(number));
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                float[] picture = ImageFile.Load(file, 8, 8, cropToAspectRatio: true, applyOrientation: true, maxPixels: 1 << 16);
                Assert.True(picture.Length == 8 * 8 * 3 && picture.All(value => value is >= 0 and <= 255), $"{kind}, case {number}");
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith("bytes: ", e.Message);
                refused++;
            }
            catch (Exception e) { Assert.Fail($"{kind}, case {number}: {e}"); }

            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.True(allocated < MostAllocated, $"{kind}, case {number}: {allocated:N0} bytes");
        }

        // Both happen: the test damages enough and not too much.
        Assert.InRange(refused, s_count / 20, s_count);
    }

    // Cut off, changed in a few places, in its header, or with a piece left out or repeated.
    private static byte[] Damage(byte[] seed, Random random)
    {
        int place = random.Next(seed.Length), length = random.Next(1, 1 + (seed.Length / 4));
        byte[] copy = [.. seed];
        switch (random.Next(5))
        {
            case 0: return seed[..place];
            case 1: return [.. seed[..place], .. seed[Math.Min(seed.Length, place + length)..]];
            case 2: return [.. seed[..place], .. seed[Math.Max(0, place - length)..]];
            case 3: Change(copy, random, Math.Min(64, copy.Length)); return copy;
            default: Change(copy, random, copy.Length); return copy;
        }
    }

    private static void Change(byte[] bytes, Random random, int within)
    {
        for (int i = random.Next(1, 10); i > 0; i--)
        {
            bytes[random.Next(within)] = random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => (byte)random.Next(256) };
        }
    }
}
