using ModelGen.Data;

namespace ModelGen.Tests;

/// <summary>Small made-up data for the tests of training.</summary>
internal static class Digits
{
    /// <summary>Points around one centre per class, with class indices.</summary>
    public static Dataset Clusters(int count, int inputs = 8, int classes = 4, int seed = 5)
    {
        var random = new Random(seed);
        var x = new float[count * inputs];
        var labels = new int[count];
        for (int n = 0; n < count; n++)
        {
            labels[n] = random.Next(classes);
            for (int i = 0; i < inputs; i++)
            {
                x[n * inputs + i] = (i % classes == labels[n] ? 1f : 0f) + 0.5f * (float)random.NextDouble();
            }
        }

        return Classes(x, labels, inputs);
    }

    public static Dataset Classes(float[] x, int[] labels, params int[] shape) => Dataset.From(x, labels, shape);

    public static Dataset Dense(float[] x, float[] targets, params int[] shape) => Dataset.From(x, targets, shape);
}
