using System.CommandLine;
using System.Diagnostics;
using ModelGen;
using ModelGen.Data;
using ModelGen.Samples;

return CommandLine.Run(
    "Trains a better network on handwritten digits than samples/Mnist does, in a better way, and says how many of the test digits it "
        + "recognizes.", args,
    [Digits.Data, Settings.Epochs, Settings.BatchSize, Settings.LearningRate, Settings.Shift, Machine.Device, Machine.Threads,
        Machine.Seed], Train);

static void Train(ParseResult arguments)
{
    (int epochs, int batchSize, int seed) = (arguments.GetValue(Settings.Epochs), arguments.GetValue(Settings.BatchSize),
        arguments.GetValue(Machine.Seed));
    (double rate, int shift) = (arguments.GetValue(Settings.LearningRate) ?? 0.002, arguments.GetValue(Settings.Shift));
    Device device = Machine.Open(arguments);
    var (train, test) = Digits.Load(arguments);

    using var model = new ImprovedCnn(device, seed);
    Console.WriteLine(ImprovedCnn.Summary);
    Console.WriteLine($"""

        What is better than in samples/Mnist:
          two convolutions  The second one sees how the strokes meet that the first one found.
          dropout           Each step leaves out half of the values before the last layer, so that no class relies on a few of them.
          random shifts     Each digit is up to {shift} pixels elsewhere in each epoch: the network learns that its place means nothing.
          Adam              Every weight has steps of a size of its own.
          cosine schedule   The steps shrink from {rate} to 0, so the last epochs settle what the first ones found.

        """);

    int steps = train.Batches(batchSize).Count;
    model.Compile(new Adam(new CosineDecay(rate, decaySteps: (long)epochs * steps)), Loss.CategoricalCrossentropy, Metric.Accuracy);
    var clock = Stopwatch.StartNew();
    EpochDisplay.Show(epochs, steps, display =>
        model.Fit(train.WithRandomShift(shift, seed), epochs, batchSize, validationData: test, callbacks: [display], verbose: 0,
            cancellationToken: display.Stop));

    Evaluation result = model.Evaluate(test, batchSize: 100);
    Console.WriteLine();
    Console.WriteLine(
        $"test accuracy {result.Accuracy:F4}  test loss {result.Loss:F4}  ({CommandLine.Epochs(model.History.Epochs)}, "
            + $"{clock.Elapsed.TotalSeconds:F1} "
            + $"s, {device})");
}
