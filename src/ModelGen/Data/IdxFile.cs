using System.Buffers.Binary;
using System.IO.Compression;

namespace ModelGen.Data;

/// <summary>
/// Reads IDX files of bytes, the format of MNIST: two zeros, the type (8: byte), the number of axes, their sizes big-endian, the values.
/// </summary>
internal static class IdxFile
{
    private const byte ByteType = 8;

    /// <summary>The values of a file, gzipped or not.</summary>
    /// <param name="path">The file.</param>
    /// <param name="axes">How many axes it must have.</param>
    /// <param name="sizes">Their sizes.</param>
    /// <exception cref="InvalidDataException">The file is something else; the message names the file, the field, what was found and what
    /// was expected.</exception>
    public static byte[] Read(string path, int axes, out int[] sizes)
    {
        byte[] bytes = ReadAll(path);
        if (bytes.Length < 4) { throw Wrong(path, "length", $"{bytes.Length} bytes", "a header of at least 4"); }
        if (bytes[0] != 0 || bytes[1] != 0) { throw Wrong(path, "first two bytes", $"{bytes[0]} and {bytes[1]}", "two zeros"); }
        if (bytes[2] != ByteType) { throw Wrong(path, "type", $"{bytes[2]}", $"{ByteType} (bytes)"); }
        if (bytes[3] != axes) { throw Wrong(path, "number of axes", $"{bytes[3]}", $"{axes}"); }

        int header = 4 + (4 * axes);
        if (bytes.Length < header) { throw Wrong(path, "length", $"{bytes.Length} bytes", $"a header of {header}"); }
        sizes = new int[axes];
        long count = 1;
        for (int axis = 0; axis < axes; axis++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4 + (4 * axis)));
            if (size > int.MaxValue) { throw Wrong(path, $"size of axis {axis + 1}", $"{size}", $"at most {int.MaxValue}"); }
            sizes[axis] = (int)size;
            count = Math.Min(count * size, long.MaxValue >> 32);
        }

        if (bytes.Length - header != count) { throw Wrong(path, "values", $"{bytes.Length - header} bytes", $"{count}"); }
        return bytes[header..];
    }

    private static byte[] ReadAll(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < 2 || bytes[0] != 0x1F || bytes[1] != 0x8B) { return bytes; }
        try
        {
            using var unzipped = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            gzip.CopyTo(unzipped);
            return unzipped.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: its gzip data are damaged ({e.Message}). Delete it and get it again.", e);
        }
    }

    private static InvalidDataException Wrong(string path, string field, string found, string expected) =>
        new($"{path}: {field}: found {found}, expected {expected}.");
}
