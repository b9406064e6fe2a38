using System.CommandLine;
using System.Diagnostics;
using ModelGen;
using ModelGen.Samples;

return CommandLine.Run(
    "Trains the lecture's convolutional network on handwritten digits and says how many of the test digits it recognizes.", args,
    [Digits.Data, Settings.Epochs, Settings.BatchSize, Settings.Optimizer, Settings.LearningRate, Machine.Device, Machine.Threads,
        Machine.Seed], Train);

static void Train(ParseResult arguments)
{
    (int epochs, int batchSize) = (arguments.GetValue(Settings.Epochs), arguments.GetValue(Settings.BatchSize));
    Device device = Machine.Open(arguments);
    var (train, test) = Digits.Load(arguments);

    using var model = new MnistCnn(device, arguments.GetValue(Machine.Seed));
    Console.WriteLine(MnistCnn.Summary);
    Console.WriteLine();

    model.Compile(Settings.CreateOptimizer(arguments), Loss.CategoricalCrossentropy, Metric.Accuracy);
    var clock = Stopwatch.StartNew();
    EpochDisplay.Show(epochs, train.Batches(batchSize).Count, display =>
        model.Fit(train, epochs, batchSize, validationData: test, callbacks: [display], verbose: 0,
            cancellationToken: display.Stop));

    Evaluation result = model.Evaluate(test, batchSize: 100);
    Console.WriteLine();
    Console.WriteLine(
        $"test accuracy {result.Accuracy:F4}  test loss {result.Loss:F4}  ({CommandLine.Epochs(model.History.Epochs)}, "
            + $"{clock.Elapsed.TotalSeconds:F1} "
            + $"s, {device})");
}
