using System.Buffers.Binary;
using SkiaSharp;

namespace ModelGen.Images.Tests;

/// <summary>Whole pictures of each kind, which tests damage.</summary>
internal static class Seeds
{
    /// <summary>A picture of noise.</summary>
    /// <param name="kind">PNG, JPEG, BMP or GIF.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    public static byte[] Of(string kind, int width, int height)
    {
        var random = new Random(1);
        return kind switch
        {
            "BMP" => BmpBytes.Of(width, height, (_, _) => [(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)]),
            "GIF" => GifBytes.Of(width, height, [.. Enumerable.Range(0, width * height).Select(_ => random.Next(4))]),
            "PNG" => Encode(SKEncodedImageFormat.Png, width, height, random),
            _ => Encode(SKEncodedImageFormat.Jpeg, width, height, random),
        };
    }

    /// <summary>Pictures of a kind that are decoded in other ways.</summary>
    public static IEnumerable<byte[]> Rare(string kind) => kind switch
    {
        "PNG" =>
        [
            PngBytes.Interlaced(21, 19, (x, y) => [(byte)(9 * x), (byte)(11 * y), (byte)(x * y)]),
            PngBytes.Of(8, 4, 3, 2, [[27, 1], [2, 3], [4, 5], [6, 7]], ("PLTE", [.. Enumerable.Range(0, 12).Select(i => (byte)(20 * i))])),
            PngBytes.Of(2, 2, 6, 16, [.. Enumerable.Range(0, 32).Select(i => (byte)(7 * i)).Chunk(16)]),
        ],
        "JPEG" =>
        [
            JpegBytes.Of(3, 2, 3, (x, y, component) => (40 * x) + (30 * y) + (20 * component), progressive: true),
            JpegBytes.Of(2, 3, 4, (x, y, component) => (40 * x) + (30 * y) + (20 * component), segment: JpegBytes.Cmyk),
            JpegBytes.Of(2, 3, 1, (x, y, _) => (40 * x) + (30 * y), segment: JpegBytes.Orientation(6)),
        ],
        _ => [],
    };

    /// <summary>A small file that says it had other sides.</summary>
    public static byte[] Claiming(string kind, ushort side)
    {
        if (kind == "PNG") { return PngBytes.Of(side, side, 2, 8, [[1, 2, 3]]); }
        byte[] file = Of(kind, 24, 16);
        if (kind == "JPEG")
        {
            int header = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(header + 5), side);
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(header + 7), side);
            return file;
        }

        (int place, int bytes) = kind == "BMP" ? (18, 4) : (6, 2);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(place), side);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(place + bytes), side);
        return file;
    }

    private static byte[] Encode(SKEncodedImageFormat format, int width, int height, Random random)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        random.NextBytes(bitmap.GetPixelSpan());
        using SKData data = bitmap.Encode(format, 90);
        return data.ToArray();
    }
}
