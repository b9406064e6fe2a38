using ModelGen.Data;

namespace ModelGen.Benchmarks;

/// <summary>How both sides train the network of samples/ResNet: that sample's defaults.</summary>
/// <param name="Epochs">How often training goes over all pictures.</param>
/// <param name="Threads">Of both sides.</param>
internal sealed record Recipe(int Epochs, int Threads)
{
    public const int Side = 32, Colors = 3, BatchSize = 100, Shift = 4;
    public const double LearningRate = 0.1, Momentum = 0.9, WeightDecay = 1e-4;

    /// <summary>The rate before each step: it falls to 0 along a cosine.</summary>
    public LearningRateSchedule Rate(Dataset train) =>
        new CosineDecay(LearningRate, decaySteps: (long)Epochs * train.Batches(BatchSize).Count);

    /// <summary>Our side.</summary>
    /// <param name="train">What it trains on.</param>
    /// <param name="test">What it is tested with after each epoch.</param>
    /// <param name="seed">Of the first weights, the order, the moves and the mirrors.</param>
    /// <returns>The accuracy after each epoch.</returns>
    public IEnumerable<double> TrainOurs(Dataset train, Dataset test, int seed)
    {
        using var model = new global::ResNet20(new CpuDevice(Threads), seed);
        model.Compile(new SGD(Rate(train), Momentum, nesterov: true) { WeightDecay = WeightDecay }, Loss.CategoricalCrossentropy,
            Metric.Accuracy);
        return model.Fit(train.WithRandomShift(Shift, seed).WithRandomFlip(seed), Epochs, BatchSize, validationData: test, verbose: 0)
            ["val_accuracy"].Select(accuracy => (double)accuracy);
    }
}
