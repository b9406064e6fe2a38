using System.IO.Compression;

namespace ModelGen.Tests.Data;

/// <summary>Small files in the format of MNIST.</summary>
internal static class IdxFiles
{
    /// <summary>How a file of two images begins.</summary>
    public static ReadOnlySpan<byte> TwoImages => [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28];

    /// <summary>Writes all four: two images, all 0 and all 255, with labels 3 and 9.</summary>
    public static void WriteAll(string folder, bool zipped)
    {
        foreach (string set in (string[])["train", "t10k"])
        {
            Write(folder, $"{set}-images-idx3-ubyte", zipped, [.. TwoImages, .. new byte[784], .. Enumerable.Repeat((byte)255, 784)]);
            Write(folder, $"{set}-labels-idx1-ubyte", zipped, [0, 0, 8, 1, 0, 0, 0, 2, 3, 9]);
        }
    }

    /// <summary>Writes one; the names of zipped ones end in .gz.</summary>
    public static string Write(string folder, string name, bool zipped, byte[] bytes)
    {
        string path = Path.Combine(folder, zipped ? name + ".gz" : name);
        File.WriteAllBytes(path, zipped ? Zip(bytes) : bytes);
        return path;
    }

    public static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest)) { gzip.Write(bytes); }
        return zipped.ToArray();
    }
}
