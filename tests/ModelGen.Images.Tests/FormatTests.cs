using ModelGen.Data;

namespace ModelGen.Images.Tests;

/// <summary>Each kind of file gives the pixels that were written into it.</summary>
public class FormatTests
{
    private static readonly byte[] s_palette = [10, 20, 30, 200, 100, 50, 0, 255, 0];

    // Two rows of three pixels, of which no two are the same.
    private static byte[] Pixel(int x, int y) => [(byte)(10 + (60 * x)), (byte)(20 + (90 * y)), (byte)(5 + (40 * x) + (7 * y))];

    private static float[] Pixels(int width, int height) =>
        [.. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) from value in Pixel(x, y) select (float)value];

    [Fact]
    public void Colours_of_a_PNG_are_what_it_has()
    {
        byte[][] rows = [[.. Pixel(0, 0), .. Pixel(1, 0), .. Pixel(2, 0)], [.. Pixel(0, 1), .. Pixel(1, 1), .. Pixel(2, 1)]];
        byte[] file = PngBytes.Of(3, 2, 2, 8, rows);
        Assert.Equal(Pixels(3, 2), ImageFile.Load(file, 2, 3));
    }

    [Fact]
    public void An_interlaced_PNG_is_read() =>
        Assert.Equal(Pixels(4, 9), ImageFile.Load(PngBytes.Interlaced(4, 9, Pixel), 9, 4));

    [Fact]
    public void A_BMP_is_read() => Assert.Equal(Pixels(3, 2), ImageFile.Load(BmpBytes.Of(3, 2, Pixel), 2, 3));

    [Fact]
    public void Of_an_animated_GIF_the_first_frame_is_read() =>
        Assert.Equal([255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0],
            ImageFile.Load(GifBytes.Of(2, 2, [1, 2, 3, 0], [3, 3, 3, 3]), 2, 2));

    // Keras's decoder drops alpha; it does not mix the colour with a background, also where nothing of it is to be seen.
    [Theory, InlineData(255), InlineData(128), InlineData(1), InlineData(0)]
    public void Alpha_is_dropped_or_kept_but_changes_no_colour(byte alpha)
    {
        byte[] file = PngBytes.Of(1, 1, 6, 8, [[200, 100, 50, alpha]]);
        Assert.Equal([200, 100, 50], ImageFile.Load(file, 1, 1));
        Assert.Equal([200, 100, 50, alpha], ImageFile.Load(file, 1, 1, channels: 4));
    }

    [Fact]
    public void Alpha_is_255_where_a_picture_has_none() =>
        Assert.Equal([10, 20, 5, 255], ImageFile.Load(BmpBytes.Of(1, 1, Pixel), 1, 1, channels: 4));

    [Fact]
    public void A_gray_PNG_has_three_equal_channels_or_one()
    {
        byte[] file = PngBytes.Of(2, 1, 0, 8, [[7, 250]]);
        Assert.Equal([7, 7, 7, 250, 250, 250], ImageFile.Load(file, 1, 2));
        Assert.Equal([7, 250], ImageFile.Load(file, 1, 2, channels: 1));
    }

    [Fact]
    public void Gray_with_alpha_is_read() =>
        Assert.Equal([77, 77, 77, 9], ImageFile.Load(PngBytes.Of(1, 1, 4, 8, [[77, 9]]), 1, 1, channels: 4));

    [Fact]
    public void One_bit_for_each_pixel_is_black_or_white() =>
        Assert.Equal([255, 0, 255, 255], ImageFile.Load(PngBytes.Of(4, 1, 0, 1, [[0b1011_0000]]), 1, 4, channels: 1));

    [Fact]
    public void A_palette_gives_its_colours_and_its_alpha()
    {
        byte[] file = PngBytes.Of(4, 1, 3, 2, [[0b01_00_10_01]], ("PLTE", s_palette), ("tRNS", [255, 40]));
        Assert.Equal([200, 100, 50, 10, 20, 30, 0, 255, 0, 200, 100, 50], ImageFile.Load(file, 1, 4));
        Assert.Equal([40, 255, 255, 40], ImageFile.Load(file, 1, 4, channels: 4).Where((_, i) => i % 4 == 3));
    }

    // As libpng's png_set_strip_16, which Keras's decoder calls: the upper byte of each.
    [Fact]
    public void Of_sixteen_bits_the_upper_eight_are_kept() =>
        Assert.Equal([0x12, 0x80, 0xFE, 0x00, 0x7F, 0xFF],
            ImageFile.Load(PngBytes.Of(2, 1, 2, 16, [[0x12, 0x34, 0x80, 0xFF, 0xFE, 0xDC, 0x00, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF]]), 1, 2));

    // 0.299 R + 0.587 G + 0.114 B: 88.77, 96.222, 43.23.
    [Fact]
    public void Gray_of_colours_is_their_luma() =>
        Assert.Equal([89, 96, 43],
            ImageFile.Load(PngBytes.Of(3, 1, 2, 8, [[250, 20, 20, 50, 100, 198, 10, 20, 250]]), 1, 3, channels: 1));

    [Theory, InlineData(false), InlineData(true)]
    public void A_gray_JPEG_is_read_progressive_or_not(bool progressive)
    {
        byte[] file = JpegBytes.Of(2, 1, 1, (x, _, _) => x == 0 ? 40 : 200, progressive);
        Assert.Equal([40, 200], ImageFile.Load(file, 1, 2, channels: 1, Interpolation.Area));
        Assert.Equal([40, 40, 40, 200, 200, 200], ImageFile.Load(file, 1, 2, interpolation: Interpolation.Area));
    }

    // JFIF: R = Y + 1.402 (Cr - 128), G = Y - 0.344136 (Cb - 128) - 0.714136 (Cr - 128), B = Y + 1.772 (Cb - 128).
    [Theory, InlineData(false), InlineData(true)]
    public void A_JPEG_in_colours_is_read_progressive_or_not(bool progressive)
    {
        int[] luma = [100, 90, 178];
        byte[] file = JpegBytes.Of(1, 1, 3, (_, _, component) => luma[component], progressive);
        double[] expected = [100 + (1.402 * 50), 100 + (0.344136 * 38) - (0.714136 * 50), 100 - (1.772 * 38)];
        float[] found = ImageFile.Load(file, 1, 1);
        Assert.All(found.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, tolerance: 1));
    }

    // Lack of ink times lack of black: (1 - C)(1 - K).
    [Fact]
    public void A_JPEG_in_inks_becomes_red_green_and_blue()
    {
        int[] lack = [200, 100, 50, 128];
        byte[] file = JpegBytes.Of(1, 1, 4, (_, _, component) => lack[component], segment: JpegBytes.Cmyk);
        float[] found = ImageFile.Load(file, 1, 1);
        Assert.All(found.Zip(lack), pair => Assert.Equal(pair.Second * 128 / 255.0, pair.First, tolerance: 1));
    }

    // What is seen of a | b over c | d, in reading order, by the definition of EXIF's orientation.
    [Theory]
    [InlineData(1, "abcd"), InlineData(2, "badc"), InlineData(3, "dcba"), InlineData(4, "cdab")]
    [InlineData(5, "acbd"), InlineData(6, "cadb"), InlineData(7, "dbca"), InlineData(8, "bdac")]
    public void A_photo_is_turned_as_EXIF_says_where_that_is_asked_for(int orientation, string seen)
    {
        byte[] file = JpegBytes.Of(2, 2, 1, (x, y, _) => 20 + (50 * ((2 * y) + x)), segment: JpegBytes.Orientation(orientation));
        float[] turned = ImageFile.Load(file, 2, 2, channels: 1, interpolation: Interpolation.Area, applyOrientation: true);
        Assert.Equal(seen.Select(letter => 20f + (50 * (letter - 'a'))), turned);
        Assert.Equal([20, 70, 120, 170], ImageFile.Load(file, 2, 2, channels: 1, interpolation: Interpolation.Area));
    }

    [Fact]
    public void A_photo_that_is_no_square_is_turned()
    {
        byte[] file = JpegBytes.Of(3, 1, 1, (x, _, _) => 50 * x, segment: JpegBytes.Orientation(6));
        float[] turned = ImageFile.Load(file, 3, 1, channels: 1, interpolation: Interpolation.Area, applyOrientation: true);
        Assert.Equal([0, 50, 100], turned);
    }
}
