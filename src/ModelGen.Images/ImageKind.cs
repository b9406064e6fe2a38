namespace ModelGen.Data;

/// <summary>Tells pictures that are read from files that are not, before anything is decoded.</summary>
internal static class ImageKind
{
    /// <summary>What is read, for messages.</summary>
    public const string Expected = "PNG, JPEG, BMP or GIF";

    // Keras's list.
    private static readonly string[] s_extensions = [".bmp", ".gif", ".jpeg", ".jpg", ".png"];

    private static readonly (byte[] Start, string Kind)[] s_read =
    [
        ([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'], "PNG"),
        ([0xFF, 0xD8, 0xFF], "JPEG"),
        ([.. "BM"u8], "BMP"),
        ([.. "GIF87a"u8], "GIF"),
        ([.. "GIF89a"u8], "GIF"),
    ];

    private static readonly (int Place, byte[] Bytes, string Kind)[] s_others =
    [
        (8, [.. "WEBP"u8], "a WebP picture"),
        (0, [.. "II*\0"u8], "a TIFF picture"),
        (0, [.. "MM\0*"u8], "a TIFF picture"),
        (4, [.. "ftypheic"u8], "a HEIC picture"),
        (4, [.. "ftypavif"u8], "an AVIF picture"),
        (0, [.. "8BPS"u8], "a picture of Photoshop"),
        (0, [0, 0, 1, 0], "an icon (.ico)"),
        (0, [.. "<svg"u8], "an SVG drawing"),
        (0, [.. "%PDF"u8], "a PDF"),
    ];

    /// <summary>Whether a file is called like a picture; capitals do not count.</summary>
    public static bool IsNameOfPicture(string path) => s_extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The extensions, for messages.</summary>
    public static string Extensions { get; } = string.Join(", ", s_extensions);

    /// <summary>The format of a picture.</summary>
    /// <param name="name">The file, for messages.</param>
    /// <param name="bytes">What is in it.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static string Of(string name, ReadOnlySpan<byte> bytes)
    {
        foreach ((byte[] start, string kind) in s_read)
        {
            if (bytes.StartsWith(start)) { return kind; }
        }

        if (bytes.IsEmpty) { throw new InvalidDataException($"{name}: length: found 0 bytes, expected a {Expected} picture."); }
        throw new InvalidDataException(OtherOf(bytes) is { } other
            ? $"{name}: it is {other}; expected a {Expected} picture."
            : $"{name}: first bytes: found {Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)])}, expected those of a {Expected} "
                + "picture.");
    }

    private static string? OtherOf(ReadOnlySpan<byte> bytes)
    {
        foreach ((int place, byte[] found, string kind) in s_others)
        {
            if (bytes.Length > place && bytes[place..].StartsWith(found)) { return kind; }
        }

        return FileKind.Of(bytes);
    }
}
