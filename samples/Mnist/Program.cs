using System.Diagnostics;
using System.Globalization;
using ModelGen;
using ModelGen.Data;
using ModelGen.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = System.Text.Encoding.UTF8;
return Arguments.Run(args, Train);

static void Train(Settings settings)
{
    Device device = settings.OpenDevice();
    var (train, test) = settings.LoadData();

    using var model = new MnistCnn(device, settings.Seed);
    Console.WriteLine(MnistCnn.Summary);
    Console.WriteLine();

    model.Compile(settings.CreateOptimizer(), Loss.CategoricalCrossentropy, Metric.Accuracy);
    var clock = Stopwatch.StartNew();
    EpochDisplay.Show(settings.Epochs, train.Batches(settings.BatchSize).Count, display =>
        model.Fit(train, settings.Epochs, settings.BatchSize, validationData: test, callbacks: [display], verbose: 0));

    Evaluation result = model.Evaluate(test, batchSize: 100);
    Console.WriteLine();
    Console.WriteLine($"test accuracy {result.Accuracy:F4}  test loss {result.Loss:F4}  " +
        $"({settings.Epochs} {(settings.Epochs == 1 ? "epoch" : "epochs")}, {clock.Elapsed.TotalSeconds:F1} s, {device})");
}
