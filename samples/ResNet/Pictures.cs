using System.CommandLine;
using System.IO.Compression;
using ModelGen.Data;

namespace ModelGen.Samples;

/// <summary>The option that says where the pictures come from, and the pictures: 32 x 32 pixels in three colors, of ten classes.</summary>
internal static class Pictures
{
    private const int Side = 32, Colors = 3, Pixels = Side * Side, Classes = 10, Record = 1 + (Colors * Pixels);

    public static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR",
        Description = "A folder with the files of CIFAR-10 in its binary form, data_batch_1.bin and so on and test_batch.bin, gzipped or "
            + "not. Without it the program draws pictures of stripes itself.",
    };

    /// <summary>The pictures of the folder that was named, or drawn ones.</summary>
    /// <exception cref="InvalidDataException">A file is missing, or is none of CIFAR-10's.</exception>
    public static (Dataset Train, Dataset Test) Load(ParseResult arguments) => arguments.GetValue(Data) is { } folder
        ? (Read(folder, "data_batch_*.bin*"), Read(folder, "test_batch.bin*"))
        : (Draw(2_000, seed: 1), Draw(500, seed: 2));

    private static Dataset Read(string folder, string pattern)
    {
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)] : [];
        if (files.Length == 0) { throw new InvalidDataException($"There is no {pattern} in {folder}."); }
        byte[] all = [.. files.SelectMany(Bytes)];
        int count = all.Length / Record;
        var (values, labels) = (new float[count * Pixels * Colors], new int[count]);
        for (int i = 0; i < count; i++)
        {
            labels[i] = all[i * Record];
            for (int color = 0; color < Colors; color++)
            for (int pixel = 0; pixel < Pixels; pixel++)
            {
                // A file has one color after the other, a network all colors of a pixel together.
                values[(((i * Pixels) + pixel) * Colors) + color] = (all[(i * Record) + 1 + (color * Pixels) + pixel] - 128) / 64f;
            }
        }

        return Dataset.From(values, labels, Side, Side, Colors);
    }

    private static byte[] Bytes(string file)
    {
        using FileStream stream = File.OpenRead(file);
        bool isPacked = file.EndsWith(".gz", StringComparison.Ordinal);
        using Stream unpacked = isPacked ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var bytes = new MemoryStream();
        unpacked.CopyTo(bytes);
        if (bytes.Length == 0 || bytes.Length % Record != 0)
        {
            throw new InvalidDataException($"{file} has {bytes.Length:N0} bytes, which are not pictures of {Record:N0} bytes each.");
        }

        return bytes.ToArray();
    }

    // Stripes in ten directions, of two colors, somewhere, with noise.
    private static Dataset Draw(int count, int seed)
    {
        var random = new Random(seed);
        var (values, labels) = (new float[count * Pixels * Colors], new int[count]);
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % Classes;
            (double sin, double cos) = Math.SinCos(Math.PI * labels[i] / Classes);
            double phase = random.NextDouble() * 8, width = 3 + random.NextDouble();
            double[] light = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
            for (int pixel = 0; pixel < Pixels * Colors; pixel++)
            {
                (int place, int color) = (pixel / Colors, pixel % Colors);
                double wave = Math.Sin((((place % Side) * cos) + ((place / Side) * sin) + phase) / width * Math.PI);
                values[(i * Pixels * Colors) + pixel] = (float)((wave * (0.5 + light[color])) + random.NextDouble() - 0.5);
            }
        }

        return Dataset.From(values, labels, Side, Side, Colors);
    }
}
