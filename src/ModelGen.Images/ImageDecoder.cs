using SkiaSharp;

namespace ModelGen.Data;

/// <summary>
/// Pictures from bytes. Skia decodes: it says the size before any pixel is decoded, and damaged files do not harm it. Colours are taken as
/// they stand in the file, whatever profile is with them, as Keras takes them.
/// </summary>
internal static class ImageDecoder
{
    /// <summary>Reads a file and decodes it.</summary>
    /// <exception cref="InvalidDataException">It is no picture that is read, is damaged, or too large.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static void Decode(string path, ImageForm form, Span<byte> picture)
    {
        using FileStream file = DiskFile.OpenRead(path);
        Decode(path, ReadAll(path, file, form), form, picture);
    }

    /// <summary>All bytes of a file or a stream, where there are not too many.</summary>
    /// <exception cref="InvalidDataException">There are.</exception>
    public static byte[] ReadAll(string name, Stream stream, ImageForm form)
    {
        long most = form.MaxBytes;
        long length = stream.CanSeek ? stream.Length - stream.Position : 0;
        if (length > most) { throw TooLong($"{length:N0}"); }
        using var bytes = new MemoryStream((int)Math.Max(length, 0));
        var piece = new byte[1 << 16];
        for (int read; (read = stream.Read(piece)) > 0; bytes.Write(piece.AsSpan(0, read)))
        {
            if (bytes.Length + read > most) { throw TooLong("more"); }
        }

        return bytes.Capacity == bytes.Length ? bytes.GetBuffer() : bytes.ToArray();

        InvalidDataException TooLong(string found) =>
            new($"{name}: length: found {found} bytes, expected at most {most:N0} for a picture of up to {form.MaxPixels:N0} pixels.");
    }

    /// <summary>Decodes a picture, resized.</summary>
    /// <param name="name">The file, for messages.</param>
    /// <param name="bytes">What is in it.</param>
    /// <param name="form">What the picture becomes.</param>
    /// <param name="picture">Where it is written, [height, width, channels].</param>
    /// <exception cref="InvalidDataException">It is no picture that is read, is damaged, or too large.</exception>
    public static void Decode(string name, ReadOnlySpan<byte> bytes, ImageForm form, Span<byte> picture)
    {
        string kind = ImageKind.Of(name, bytes);
        unsafe
        {
            // Skia reads them where they are.
            fixed (byte* first = bytes)
            {
                using SKData data = SKData.Create((nint)first, bytes.Length);
                using SKCodec codec = SKCodec.Create(new SKMemoryStream(data), out SKCodecResult opened)
                    ?? throw new InvalidDataException($"{name}: header: found {Words(opened)}, expected that of a {kind} picture.");
                Decode(name, kind, codec, form, picture);
            }
        }
    }

    private static void Decode(string name, string kind, SKCodec codec, ImageForm form, Span<byte> picture)
    {
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > form.MaxPixels)
        {
            throw new InvalidDataException(
                $"{name}: size: found {width:N0} x {height:N0} pixels, expected at most {form.MaxPixels:N0} in all (maxPixels).");
        }

        using var bitmap = new SKBitmap();
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        if (!bitmap.TryAllocPixels(info, SKBitmapAllocFlags.ZeroPixels))
        {
            throw new InsufficientMemoryException($"{name}: there is no memory for its {width:N0} x {height:N0} pixels.");
        }

        SKCodecResult decoded = codec.GetPixels(info, bitmap.GetPixels());
        if (decoded != SKCodecResult.Success)
        {
            throw new InvalidDataException(
                $"{name}: pixels: found {Words(decoded)}, expected {width:N0} x {height:N0} pixels of a {kind} picture.");
        }

        var view = new PixelView(bitmap.GetPixelSpan(), height, width);
        if (form.AppliesOrientation) { view = view.Turn(codec.EncodedOrigin); }
        if (form.CropsToAspectRatio) { view = view.CropTo(form.Height, form.Width); }
        Resizer.Resize(view, form, picture);
    }

    private static string Words(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "data that are cut off",
        SKCodecResult.ErrorInInput or SKCodecResult.InvalidInput => "data that are damaged",
        _ => $"data that cannot be decoded ({result})",
    };
}
