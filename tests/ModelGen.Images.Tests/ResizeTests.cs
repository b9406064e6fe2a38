using ModelGen.Data;

namespace ModelGen.Images.Tests;

/// <summary>Resized pixels against what Keras gives, and against formulas that are written down here once more.</summary>
public class ResizeTests
{
    // Keras's Resizing makes .8333, 3.5 and 6.1667 of 0 to 7, or 1, 4 and 6 with nearest; here everything is 30 times as much.
    [Theory]
    [InlineData(Interpolation.Bilinear, 25, 105, 185)]
    [InlineData(Interpolation.Nearest, 30, 120, 180)]
    public void Eight_pixels_become_the_three_that_Keras_gives(Interpolation interpolation, params int[] expected)
    {
        byte[] file = PngBytes.Of(8, 1, 0, 8, [[0, 30, 60, 90, 120, 150, 180, 210]]);
        Assert.Equal(expected.Select(value => (float)value), ImageFile.Load(file, 1, 3, channels: 1, interpolation));
        byte[] upright = PngBytes.Of(1, 8, 0, 8, [[0], [30], [60], [90], [120], [150], [180], [210]]);
        Assert.Equal(expected.Select(value => (float)value), ImageFile.Load(upright, 3, 1, channels: 1, interpolation));
    }

    // Keras's UpSampling2D makes 0, .25, .75, 1.25, 1.75, 2.25, 2.75, 3 of 0, 1, 2, 3; here everything is 80 times as much.
    [Fact]
    public void Four_pixels_become_the_eight_that_Keras_gives() =>
        Assert.Equal([0, 20, 60, 100, 140, 180, 220, 240],
            ImageFile.Load(PngBytes.Of(4, 1, 0, 8, [[0, 80, 160, 240]]), 1, 8, channels: 1));

    // Each new pixel covers 5/3 old ones: (0 + 2/3 30) / (5/3), (1/3 30 + 60 + 1/3 90) / (5/3), ...
    [Fact]
    public void A_mean_counts_the_parts_of_pixels() =>
        Assert.Equal([12, 60, 108], ImageFile.Load(PngBytes.Of(5, 1, 0, 8, [[0, 30, 60, 90, 120]]), 1, 3, channels: 1, Interpolation.Area));

    public static TheoryData<Interpolation, int, int, int, int, int> Cases
    {
        get
        {
            TheoryData<Interpolation, int, int, int, int, int> cases = [];
            (int, int, int, int)[] sizes =
                [(7, 5, 3, 4), (3, 4, 7, 9), (1, 1, 3, 2), (13, 17, 1, 1), (6, 6, 6, 6), (2, 30, 5, 7), (24, 32, 8, 8)];
            foreach (Interpolation interpolation in Enum.GetValues<Interpolation>())
            {
                foreach ((int h, int w, int height, int width) in sizes) { cases.Add(interpolation, h, w, height, width, 3); }
            }

            cases.Add(Interpolation.Bilinear, 9, 11, 4, 6, 1);
            cases.Add(Interpolation.Bilinear, 9, 11, 4, 6, 4);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Every_value_is_that_of_the_formula(Interpolation interpolation, int h, int w, int height, int width, int channels)
    {
        var random = new Random((h * 100) + w);
        var pixels = new byte[h * w * channels];
        random.NextBytes(pixels);
        byte colorType = channels switch { 1 => 0, 3 => 2, _ => 6 };
        byte[] file = PngBytes.Of(w, h, colorType, 8, [.. pixels.Chunk(w * channels)]);
        float[] found = ImageFile.Load(file, height, width, channels, interpolation);
        for (int i = 0; i < found.Length; i++)
        {
            (int y, int x, int channel) = (i / channels / width, i / channels % width, i % channels);
            double expected = Math.Clamp(Formula.Of(interpolation, y, x, (h, w), (height, width),
                (row, column) => pixels[(((row * w) + column) * channels) + channel]), 0, 255);
            Assert.True(Math.Abs(found[i] - expected) <= 0.5001, $"({y}, {x}, {channel}) is {found[i]}; the formula gives {expected}.");
            Assert.Equal(found[i], MathF.Round(found[i]));
        }
    }

    // 2 x 6 to 1 x 1: rows 2, columns min(6, 2) = 2, from (6 - 2) / 2 = 2 on. 5 rows to the ratio 2 : 3 of 3 columns: 2 from 1 on.
    [Fact]
    public void A_picture_is_cropped_in_the_middle_to_the_new_aspect_ratio()
    {
        byte[] wide = PngBytes.Of(6, 2, 0, 8, [[0, 10, 20, 40, 50, 60], [0, 10, 80, 100, 50, 60]]);
        Assert.Equal([60], ImageFile.Load(wide, 1, 1, channels: 1, cropToAspectRatio: true));
        byte[] high = PngBytes.Of(3, 5, 0, 8, [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12], [13, 14, 15]]);
        Assert.Equal([4, 5, 6, 7, 8, 9], ImageFile.Load(high, 2, 3, channels: 1, cropToAspectRatio: true));
    }

    [Fact]
    public void A_crop_keeps_at_least_one_pixel() =>
        Assert.Equal([2, 2, 2, 2, 2], ImageFile.Load(PngBytes.Of(3, 1, 0, 8, [[1, 2, 3]]), 5, 1, channels: 1, cropToAspectRatio: true));

    [Theory]
    [InlineData(0, 1, 3, "height"), InlineData(1, -1, 3, "width"), InlineData(1, 1, 2, "channels"), InlineData(40_000, 40_000, 3, "height")]
    public void Sizes_that_no_picture_has_are_refused(int height, int width, int channels, string argument)
    {
        byte[] file = PngBytes.Of(1, 1, 0, 8, [[1]]);
        ArgumentOutOfRangeException error =
            Assert.Throws<ArgumentOutOfRangeException>(() => ImageFile.Load(file, height, width, channels));
        Assert.Equal(argument, error.ParamName);
    }

    [Fact]
    public void An_interpolation_that_there_is_not_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageFile.Load([1], 1, 1, interpolation: (Interpolation)9));
}
