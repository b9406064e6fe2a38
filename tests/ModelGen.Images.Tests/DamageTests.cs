using System.Globalization;
using ModelGen.Data;
using ModelGen.Tests;
using SkiaSharp;

namespace ModelGen.Images.Tests;

/// <summary>Files that are no pictures, damaged ones and too large ones: the message names the file, what was found and expected.</summary>
public class DamageTests
{
    private static string MessageOf(byte[] bytes, int maxPixels = 1000)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("photo.jpg", bytes);
        string message = Assert.Throws<InvalidDataException>(() => ImageFile.Load(path, 2, 2, maxPixels: maxPixels)).Message;
        Assert.StartsWith($"{path}: ", message);
        Assert.Equal($"bytes{message[path.Length..]}",
            Assert.Throws<InvalidDataException>(() => ImageFile.Load(bytes, 2, 2, maxPixels: maxPixels)).Message);
        return message[(path.Length + 2)..];
    }

    [Fact]
    public void An_empty_file_is_told() => Assert.Equal("length: found 0 bytes, expected a PNG, JPEG, BMP or GIF picture.", MessageOf([]));

    [Fact]
    public void Bytes_of_nothing_known_are_shown() => Assert.Equal(
        "first bytes: found 0102030405060708, expected those of a PNG, JPEG, BMP or GIF picture.", MessageOf([1, 2, 3, 4, 5, 6, 7, 8, 9]));

    [Theory]
    [InlineData("<!DOCTYPE html><html>not found</html>", "a web page")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing")]
    [InlineData("RIFF\u0010\0\0\0WEBPVP8 ", "a WebP picture")]
    [InlineData("\0\0\0\u0018ftypheic", "a HEIC picture")]
    [InlineData("II*\0\u0008\0\0\0", "a TIFF picture")]
    public void Other_formats_are_named(string text, string kind) =>
        Assert.Equal($"it is {kind}; expected a PNG, JPEG, BMP or GIF picture.", MessageOf([.. text.Select(letter => (byte)letter)]));

    [Fact]
    public void A_picture_of_WebP_as_it_is_written_is_named()
    {
        using var bitmap = new SKBitmap(4, 4);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Webp, 90);
        Assert.StartsWith("it is a WebP picture;", MessageOf(data.ToArray()));
    }

    public static TheoryData<string> Kinds => ["PNG", "JPEG", "BMP", "GIF"];

    [Theory, MemberData(nameof(Kinds))]
    public void A_picture_that_is_cut_off_is_told_wherever_it_is(string kind)
    {
        byte[] whole = Seeds.Of(kind, 24, 16);
        Assert.Equal(4 * 4 * 3, ImageFile.Load(whole, 4, 4).Length);
        for (int length = 8; length < whole.Length * 9 / 10; length += 1 + (whole.Length / 50))
        {
            string message = MessageOf(whole[..length]);
            Assert.Matches($"^(header|pixels): found data that .*, expected .* of a {kind} picture\\.$", message);
        }
    }

    [Fact]
    public void A_photo_that_is_cut_off_says_how_many_pixels_it_should_have() =>
        Assert.Equal("pixels: found data that are cut off, expected 24 x 16 pixels of a JPEG picture.",
            MessageOf(Seeds.Of("JPEG", 24, 16)[..^40]));

    // Not a pixel is allocated: there is no place for 14 GB.
    [Theory, MemberData(nameof(Kinds))]
    public void A_picture_that_claims_60_000_x_60_000_pixels_is_refused(string kind) =>
        Assert.Equal("size: found 60,000 x 60,000 pixels, expected at most 100,000,000 in all (maxPixels).",
            MessageOf(Seeds.Claiming(kind, 60_000), ImageFile.MaxPixels));

    [Fact]
    public void Messages_are_the_same_in_every_culture()
    {
        CultureInfo own = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Cultures.Foreign;
        try { A_picture_that_claims_60_000_x_60_000_pixels_is_refused("PNG"); }
        finally { CultureInfo.CurrentCulture = own; }
    }

    [Fact]
    public void The_most_pixels_can_be_chosen()
    {
        byte[] file = Seeds.Of("PNG", 24, 16);
        Assert.Equal(12, ImageFile.Load(file, 2, 2, maxPixels: 24 * 16).Length);
        Assert.Equal("size: found 24 x 16 pixels, expected at most 383 in all (maxPixels).", MessageOf(file, 383));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageFile.Load(file, 2, 2, maxPixels: 0));
    }

    [Fact]
    public void A_file_that_is_longer_than_its_pixels_can_be_is_not_read()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("long.png", Seeds.Of("PNG", 24, 16));
        using (FileStream file = File.OpenWrite(path)) { file.SetLength(20_000_000); }
        string message = Assert.Throws<InvalidDataException>(() => ImageFile.Load(path, 2, 2, maxPixels: 1000)).Message;
        Assert.Equal($"{path}: length: found 20,000,000 bytes, expected at most 16,785,216 for a picture of up to 1,000 pixels.", message);
    }

    [Fact]
    public void A_stream_without_end_is_left()
    {
        using var endless = new EndlessStream();
        Assert.Equal("stream: length: found more bytes, expected at most 16,785,216 for a picture of up to 1,000 pixels.",
            Assert.Throws<InvalidDataException>(() => ImageFile.Load(endless, 2, 2, maxPixels: 1000)).Message);
    }

    [Fact]
    public void A_stream_is_read_from_where_it_stands_and_stays_open()
    {
        using var stream = new MemoryStream([1, 2, 3, .. PngBytes.Of(1, 1, 0, 8, [[9]])]);
        stream.Position = 3;
        Assert.Equal([9], ImageFile.Load(stream, 1, 1, channels: 1));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_folder_are_told()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<FileNotFoundException>(() => ImageFile.Load(folder["none.png"], 2, 2));
        Assert.Contains("is a folder; expected a file", Assert.Throws<IOException>(() => ImageFile.Load(folder.Path, 2, 2)).Message);
    }
}
