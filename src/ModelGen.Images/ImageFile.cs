namespace ModelGen.Data;

/// <summary>
/// One picture: loaded as <see cref="ImageFolder"/> loads it, so a model predicts what it was trained on, or saved.
/// </summary>
public static class ImageFile
{
    /// <summary>The most pixels that a picture may have where nothing else is said: 10,000 x 10,000.</summary>
    public const int MaxPixels = 100_000_000;

    /// <summary>Loads a picture from a file: PNG, JPEG, BMP, or the first frame of a GIF.</summary>
    /// <param name="path">The file; what is in it tells the format.</param>
    /// <param name="height">The height that the picture gets, in pixels.</param>
    /// <param name="width">The width that the picture gets, in pixels.</param>
    /// <param name="channels">1: grayscale; 3: red, green, blue; 4: with alpha, 255 where the picture has none.</param>
    /// <param name="interpolation">How the picture is resized.</param>
    /// <param name="cropToAspectRatio">Whether the largest part in the middle that has the new aspect ratio is resized; else the whole
    /// picture, which is distorted where its aspect ratio is another.</param>
    /// <param name="applyOrientation">Whether the picture is turned as its EXIF data say. Keras does not.</param>
    /// <param name="maxPixels">The most pixels that the picture may have; a larger one is not decoded.</param>
    /// <returns>The pixels, [height, width, channels], whole numbers of 0 to 255.</returns>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <exception cref="InvalidDataException">It is no such picture, is damaged or too large; the message names the file, what was found
    /// and what was expected.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static float[] Load(string path, int height, int width, int channels = 3, Interpolation interpolation = Interpolation.Bilinear,
        bool cropToAspectRatio = false, bool applyOrientation = false, int maxPixels = MaxPixels)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ImageForm form = ImageForm.Of(height, width, channels, interpolation, cropToAspectRatio, applyOrientation, maxPixels);
        var picture = new byte[form.Size];
        ImageDecoder.Decode(path, form, picture);
        return ToFloats(picture);
    }

    /// <summary>Loads a picture from all the bytes of a file.</summary>
    /// <inheritdoc cref="Load(string, int, int, int, Interpolation, bool, bool, int)"/>
    public static float[] Load(ReadOnlySpan<byte> bytes, int height, int width, int channels = 3,
        Interpolation interpolation = Interpolation.Bilinear, bool cropToAspectRatio = false, bool applyOrientation = false,
        int maxPixels = MaxPixels)
    {
        ImageForm form = ImageForm.Of(height, width, channels, interpolation, cropToAspectRatio, applyOrientation, maxPixels);
        return Decode("bytes", bytes, form);
    }

    /// <summary>Loads a picture from a stream, an upload, say, from where it stands. It is read to its end and stays open.</summary>
    /// <inheritdoc cref="Load(string, int, int, int, Interpolation, bool, bool, int)"/>
    public static float[] Load(Stream stream, int height, int width, int channels = 3,
        Interpolation interpolation = Interpolation.Bilinear, bool cropToAspectRatio = false, bool applyOrientation = false,
        int maxPixels = MaxPixels)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ImageForm form = ImageForm.Of(height, width, channels, interpolation, cropToAspectRatio, applyOrientation, maxPixels);
        return Decode("stream", ImageDecoder.ReadAll("stream", stream, form), form);
    }

    /// <summary>
    /// Saves a picture as PNG or JPEG. The file appears whole or not at all, and an old one stays until then.
    /// </summary>
    /// <param name="path">The file, .png, .jpg or .jpeg.</param>
    /// <param name="pixels">The pixels, [height, width, channels], values 0 to 255; they are rounded to whole numbers.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="channels">1: grayscale; 3: red, green, blue; 4: with alpha, which JPEG lacks.</param>
    /// <param name="quality">Of a JPEG: 1 to 100.</param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than the sizes say, one is not within 0 to 255, or the extension
    /// or another argument is none of these.</exception>
    /// <exception cref="IOException">The file cannot be written; an old one is as it was.</exception>
    public static void Save(string path, ReadOnlySpan<float> pixels, int height, int width, int channels, int quality = 95)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = ImageEncoder.Encode(path, pixels, height, width, channels, quality);
        DiskFile.WriteWhole(path, file => file.Write(bytes));
    }

    private static float[] Decode(string name, ReadOnlySpan<byte> bytes, ImageForm form)
    {
        var picture = new byte[form.Size];
        ImageDecoder.Decode(name, bytes, form, picture);
        return ToFloats(picture);
    }

    private static float[] ToFloats(byte[] picture) => Array.ConvertAll(picture, value => (float)value);
}
