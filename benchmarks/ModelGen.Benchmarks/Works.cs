namespace ModelGen.Benchmarks;

/// <summary>A network to train, and what both sides train it on.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Create">Makes the model.</param>
/// <param name="Goal">The ratio to reach.</param>
internal sealed record Work(string Name, Func<Device, Model> Create, double Goal)
{
    public const double LearningRate = 0.01;
    public const int Classes = 10;

    public static readonly Work[] All =
    [
        new("lecture-cnn", device => new LectureCnn(device, seed: 1), 1.0),
    ];

    /// <summary>A batch of uniform pixels with labels, the same for both sides.</summary>
    public static (float[] Inputs, int[] Labels) Batch(int size, int sampleSize)
    {
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, size * sampleSize).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, size).Select(_ => random.Next(Classes))];
        return (inputs, labels);
    }
}

/// <summary>The network of the lecture.</summary>
[Input(28, 28, 1)]
[Conv2D(32, 5, 5, Activation.ReLU)]
[MaxPool(2)]
[Flatten]
[Dense(Work.Classes, Activation.Softmax)]
internal partial class LectureCnn;
