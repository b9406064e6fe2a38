using ModelGen.Data;

namespace ModelGen.Images.Tests;

/// <summary>Pictures that are saved and loaded again.</summary>
public sealed class SaveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(1), InlineData(3), InlineData(4)]
    public void A_PNG_keeps_every_pixel(int channels)
    {
        var random = new Random(channels);
        float[] pixels = [.. Enumerable.Range(0, 5 * 7 * channels).Select(_ => (float)random.Next(256))];
        ImageFile.Save(_folder["a.png"], pixels, 5, 7, channels);
        Assert.Equal(pixels, ImageFile.Load(_folder["a.png"], 5, 7, channels));
        // The type of colours in the header: gray, red, green and blue, the same with alpha.
        Assert.Equal(channels switch { 1 => 0, 3 => 2, _ => 6 }, File.ReadAllBytes(_folder["a.png"])[25]);
    }

    [Theory, InlineData("a.jpg", 1), InlineData("a.JPEG", 3)]
    public void A_JPEG_keeps_a_smooth_picture_nearly(string name, int channels)
    {
        float[] pixels = [.. from row in Enumerable.Range(0, 16) from column in Enumerable.Range(0, 16)
                             from _ in Enumerable.Range(0, channels) select 40f + (4 * row) + (3 * column)];
        ImageFile.Save(_folder[name], pixels, 16, 16, channels);
        float[] loaded = ImageFile.Load(_folder[name], 16, 16, channels);
        Assert.All(loaded.Zip(pixels), pair => Assert.Equal(pair.Second, pair.First, tolerance: 4));
    }

    [Fact]
    public void Less_quality_gives_a_smaller_file()
    {
        var random = new Random(1);
        float[] pixels = [.. Enumerable.Range(0, 32 * 32 * 3).Select(_ => (float)random.Next(256))];
        ImageFile.Save(_folder["fine.jpg"], pixels, 32, 32, 3);
        ImageFile.Save(_folder["coarse.jpg"], pixels, 32, 32, 3, quality: 20);
        Assert.True(new FileInfo(_folder["coarse.jpg"]).Length < new FileInfo(_folder["fine.jpg"]).Length / 2);
    }

    [Fact]
    public void Values_are_rounded()
    {
        ImageFile.Save(_folder["a.png"], [0.4f, 0.6f, 254.7f], 1, 3, 1);
        Assert.Equal([0, 1, 255], ImageFile.Load(_folder["a.png"], 1, 3, 1));
    }

    [Theory]
    [InlineData("a.png", -1f, 3, "row 1, column 1, channel 2: found -1, expected 0 to 255.")]
    [InlineData("a.png", 255.5f, 3, "row 1, column 1, channel 2: found 255.5, expected 0 to 255.")]
    [InlineData("a.png", float.NaN, 3, "row 1, column 1, channel 2: found NaN, expected 0 to 255.")]
    [InlineData("a.gif", 1f, 3, "extension: found \".gif\", expected .png, .jpg or .jpeg.")]
    [InlineData("a", 1f, 3, "extension: found \"\", expected .png, .jpg or .jpeg.")]
    [InlineData("a.jpg", 1f, 4, "JPEG has no alpha; save 3 channels, or a PNG.")]
    [InlineData("a.png", 1f, 1, "found 12 values, expected 4 for 2 x 2 x 1")]
    public void What_no_picture_can_be_is_refused_and_an_old_file_stays(string name, float last, int channels, string expected)
    {
        _folder.Write(name, [1, 2, 3]);
        float[] pixels = [.. Enumerable.Repeat(7f, 11), last];
        ArgumentException error = Assert.Throws<ArgumentException>(() => ImageFile.Save(_folder[name], pixels, 2, 2, channels));
        Assert.StartsWith($"{_folder[name]}: {expected}", error.Message);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder[name]));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() =>
        Assert.ThrowsAny<IOException>(() => ImageFile.Save(_folder["none/a.png"], [1], 1, 1, 1));
}
