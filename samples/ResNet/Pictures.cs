using System.CommandLine;
using System.Numerics.Tensors;
using ModelGen.Data;

namespace ModelGen.Samples;

/// <summary>The option that says where the pictures come from, and the pictures: 32 x 32 pixels in three colors, of ten classes.</summary>
internal static class Pictures
{
    private const int Side = 32, Colors = 3, Pixels = Side * Side, Classes = 10;

    public static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR",
        Description = "A folder with the files of CIFAR-10 in its binary form, data_batch_1.bin and so on and test_batch.bin, gzipped or "
            + "not, or with cifar-10-binary.tar.gz. Without it the program draws pictures of stripes itself.",
    };

    /// <summary>The pictures of the folder that was named, or drawn ones.</summary>
    /// <exception cref="InvalidDataException">A file is none of CIFAR-10's.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    public static (Dataset Train, Dataset Test) Load(ParseResult arguments)
    {
        if (arguments.GetValue(Data) is not { } folder) { return (Draw(2_000, seed: 1), Draw(500, seed: 2)); }
        var (train, test) = Cifar10.Load(folder);
        return (train.Map(Center).Cache(), test.Map(Center).Cache());
    }

    // About 0, from -2 to 2.
    private static void Center(ReadOnlySpan<float> picture, Span<float> centered)
    {
        TensorPrimitives.Multiply(picture, 255f / 64, centered);
        TensorPrimitives.Subtract(centered, 2, centered);
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
