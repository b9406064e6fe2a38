using ModelGen.Kernels;

namespace ModelGen.Data;

/// <summary>
/// Digits that the project draws itself, for where MNIST cannot be had: 28 x 28 pixels between 0 and 1, labels 0 to 9 in equal numbers.
/// Each is a few strokes with random slant, width, size, place, wobble and noise. They are a function of the seed.
/// </summary>
public static class SyntheticDigits
{
    private const int Side = 28;

    /// <summary>Digits to train on and others to test.</summary>
    /// <param name="trainCount">How many to train on.</param>
    /// <param name="testCount">How many to test.</param>
    /// <param name="seed">The seed.</param>
    public static (Dataset Train, Dataset Test) Load(int trainCount = 10_000, int testCount = 2_000, int seed = 1)
    {
        Dataset all = Generate(checked(trainCount + testCount), seed);
        return (all.Take(trainCount), all.Skip(trainCount));
    }

    /// <summary>Draws digits: sample i shows i modulo 10.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed.</param>
    public static Dataset Generate(int count, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var pixels = new float[checked(count * Side * Side)];
        var labels = new int[count];
        Parallel.For(0, count, i =>
        {
            labels[i] = i % 10;
            Draw(pixels.AsSpan(i * Side * Side, Side * Side), labels[i], new Dice(seed, i));
        });
        return Dataset.From(pixels, labels, Side, Side, 1);
    }

    private static void Draw(Span<float> image, int digit, Dice dice)
    {
        // From the unit square of the strokes to pixels: wobble, size, slant, a small turn, place.
        float height = dice.Between(15, 21), width = height * dice.Between(0.55f, 0.8f);
        float slant = dice.Between(-0.25f, 0.35f), turn = dice.Between(-0.15f, 0.15f);
        float x0 = 13.5f + dice.Between(-2.5f, 2.5f), y0 = 13.5f + dice.Between(-2.5f, 2.5f);
        float radius = dice.Between(0.75f, 1.6f), ink = dice.Between(0.8f, 1f);
        (float sine, float cosine) = MathF.SinCos(turn);
        foreach ((float X, float Y)[] stroke in DigitStrokes.Of(digit))
        {
            var path = new (float X, float Y)[stroke.Length];
            float phase = dice.Between(0, 6.28f), wobble = dice.Between(0, 0.045f);
            for (int i = 0; i < stroke.Length; i++)
            {
                float x = (stroke[i].X - 0.5f + (wobble * MathF.Sin(phase + (5 * stroke[i].Y)))) * width;
                float y = (stroke[i].Y - 0.5f + (wobble * MathF.Cos(phase + (4 * stroke[i].X)))) * height;
                x -= slant * y;
                path[i] = (x0 + (cosine * x) - (sine * y), y0 + (sine * x) + (cosine * y));
            }

            Ink(image, path, radius, ink);
        }

        for (int i = 0; i < image.Length; i++)
        {
            image[i] = Math.Clamp(image[i] + dice.Between(-0.08f, 0.08f) * (image[i] > 0 ? 1f : 0.3f), 0f, 1f);
        }
    }

    // A pen with a soft edge of one pixel.
    private static void Ink(Span<float> image, (float X, float Y)[] path, float radius, float ink)
    {
        for (int pixel = 0; pixel < image.Length; pixel++)
        {
            float nearest = float.MaxValue;
            for (int i = 1; i < path.Length; i++)
            {
                nearest = MathF.Min(nearest, Distance(pixel % Side, pixel / Side, path[i - 1], path[i]));
            }
            image[pixel] = MathF.Max(image[pixel], ink * Math.Clamp(radius + 0.5f - nearest, 0f, 1f));
        }
    }

    private static float Distance(float x, float y, (float X, float Y) a, (float X, float Y) b)
    {
        float dx = b.X - a.X, dy = b.Y - a.Y, length = (dx * dx) + (dy * dy);
        float t = length == 0 ? 0 : Math.Clamp((((x - a.X) * dx) + ((y - a.Y) * dy)) / length, 0f, 1f);
        float ex = x - a.X - (t * dx), ey = y - a.Y - (t * dy);
        return MathF.Sqrt((ex * ex) + (ey * ey));
    }

    // The random numbers of one digit, in order.
    private struct Dice(int seed, int sample)
    {
        private const uint Stream = 0x7FFF_FFFE;
        private uint _count;

        public float Between(float low, float high)
        {
            (uint word, _, _, _) = Philox.Words(_count++, (uint)sample, 0, 0, (uint)seed, Stream);
            return low + ((high - low) * (word >> 8) / 16_777_216f);
        }
    }
}
