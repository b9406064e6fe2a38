using System.Buffers.Binary;
using System.IO.Compression;

namespace ModelGen.EndToEnd.Tests;

/// <summary>
/// Small files in MNIST's format, found where downloads are kept: images that are bright above (class 0) or below (class 1), which any
/// model that learns tells apart.
/// </summary>
internal static class TwoHalves
{
    private const int Pixels = 28 * 28;

    public static void Write(string folder, int train, int test)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "train", train, new Random(1));
        Write(folder, "t10k", test, new Random(2));
    }

    private static void Write(string folder, string name, int count, Random random)
    {
        byte[] classes = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 2))];
        var images = new byte[count * Pixels];
        for (int i = 0; i < images.Length; i++)
        {
            bool bright = i % Pixels * 2 / Pixels == classes[i / Pixels];
            images[i] = (byte)random.Next(bright ? 256 : 26);
        }

        Save(Path.Combine(folder, $"{name}-images-idx3-ubyte.gz"), images, count, 28, 28);
        Save(Path.Combine(folder, $"{name}-labels-idx1-ubyte.gz"), classes, count);
    }

    // 8 stands for bytes; then the number of sizes, the sizes, big-endian, and the values.
    private static void Save(string path, byte[] values, params int[] sizes)
    {
        using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        file.Write([0, 0, 8, (byte)sizes.Length]);
        var bytes = new byte[4];
        foreach (int size in sizes)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, size);
            file.Write(bytes);
        }

        file.Write(values);
    }
}
