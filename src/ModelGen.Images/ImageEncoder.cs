using SkiaSharp;

namespace ModelGen.Data;

/// <summary>Files of pictures. A small picture has no pixels to spare, so JPEG keeps the colours of each.</summary>
internal static class ImageEncoder
{
    // A side has 16 bits, and libjpeg takes a little less.
    private const int MostOfJpeg = 65_500;

    /// <summary>The bytes of a PNG or JPEG file.</summary>
    /// <exception cref="ArgumentException">Something does not fit; the message says what.</exception>
    public static byte[] Encode(string path, ReadOnlySpan<float> pixels, int height, int width, int channels, int quality)
    {
        bool isPng = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => true,
            ".jpg" or ".jpeg" => false,
            var other => throw new ArgumentException($"{path}: extension: found \"{other}\", expected .png, .jpg or .jpeg.", nameof(path)),
        };
        ImageForm.CheckChannels(channels);
        if (!isPng && channels == 4)
        {
            throw new ArgumentException($"{path}: JPEG has no alpha; save 3 channels, or a PNG.", nameof(channels));
        }

        CheckSide(height, isPng, nameof(height));
        CheckSide(width, isPng, nameof(width));
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        long size = (long)height * width * channels;
        if (pixels.Length != size || size / channels > ImageForm.MostPixels)
        {
            throw new ArgumentException($"{path}: found {pixels.Length:N0} values, expected {size:N0} for {height} x {width} x {channels}, "
                + $"and at most {ImageForm.MostPixels:N0} pixels.", nameof(pixels));
        }

        SKColorType type = channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888;
        var info = new SKImageInfo(width, height, type, channels == 4 ? SKAlphaType.Unpremul : SKAlphaType.Opaque);
        using var bitmap = new SKBitmap(info, info.RowBytes);
        Fill(path, pixels, width, channels, bitmap.GetPixelSpan());
        using SKPixmap pixmap = bitmap.PeekPixels();
        using SKData? data = isPng ? pixmap.Encode(SKPngEncoderOptions.Default)
            : pixmap.Encode(new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample444, SKJpegEncoderAlphaOption.Ignore));
        return data?.ToArray() ?? throw new InsufficientMemoryException($"{path}: there is no memory to encode {height} x {width} pixels.");
    }

    private static void CheckSide(int side, bool isPng, string argument)
    {
        int most = isPng ? ImageForm.MostPixels : MostOfJpeg;
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1, argument);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(side, most, argument);
    }

    private static void Fill(string path, ReadOnlySpan<float> pixels, int width, int channels, Span<byte> bytes)
    {
        int bytesOfPixel = channels == 1 ? 1 : 4;
        bytes.Fill(byte.MaxValue);
        for (int i = 0; i < pixels.Length; i++)
        {
            (int pixel, int channel) = Math.DivRem(i, channels);
            if (pixels[i] is not (>= 0 and <= 255))
            {
                throw new ArgumentException($"{path}: row {pixel / width}, column {pixel % width}, channel {channel}: found {pixels[i]}, "
                    + "expected 0 to 255.", nameof(pixels));
            }

            bytes[(pixel * bytesOfPixel) + channel] = (byte)MathF.Round(pixels[i]);
        }
    }
}
