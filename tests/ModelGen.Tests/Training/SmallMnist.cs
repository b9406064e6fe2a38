using System.Buffers.Binary;
using System.IO.Compression;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// 10,000 real digits to train on and 10,000 to test on, where they are at hand: in shared/data/mnist-10k of a folder above this one.
/// </summary>
internal static class SmallMnist
{
    private static readonly string? Folder = Find();

    /// <summary>Both sets; skips the test where they are not there.</summary>
    public static (Dataset Train, Dataset Test) Load()
    {
        Assert.SkipWhen(Folder is null, "There are no digits to train on: no folder above this one has shared/data/mnist-10k.");
        return (Read("train"), Read("t10k"));
    }

    private static Dataset Read(string set)
    {
        byte[] images = Unzip($"{set}-images-idx3-ubyte.gz"), labels = Unzip($"{set}-labels-idx1-ubyte.gz");
        int count = BinaryPrimitives.ReadInt32BigEndian(images.AsSpan(4));
        // IDX: 16 bytes before the pixels, 8 before the labels.
        float[] x = [.. images.Skip(16).Select(pixel => pixel / 255f)];
        int[] y = [.. labels.Skip(8).Take(count).Select(label => (int)label)];
        return Dataset.From(x, y, 28, 28, 1);
    }

    private static byte[] Unzip(string file)
    {
        using var zip = new GZipStream(File.OpenRead(Path.Combine(Folder!, file)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        zip.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", "mnist-10k");
            if (Directory.Exists(path)) { return path; }
        }

        return null;
    }
}
