using System.CommandLine;
using System.Diagnostics;
using ModelGen;
using ModelGen.Data;
using ModelGen.Samples;

return CommandLine.Run(
    "Trains a residual network of 20 layers, declared by a method in plain C#, on pictures of ten classes.", args,
    [Pictures.Data, Settings.Epochs, Settings.BatchSize, Settings.LearningRate, Settings.Shift, Machine.Device, Machine.Threads,
        Machine.Seed], Train);

static void Train(ParseResult arguments)
{
    (int epochs, int batchSize, int seed) = (arguments.GetValue(Settings.Epochs), arguments.GetValue(Settings.BatchSize),
        arguments.GetValue(Machine.Seed));
    Device device = Machine.Open(arguments);
    var (train, test) = Pictures.Load(arguments);
    using var model = new ResNet20(device, seed);
    int parameters = model.Parameters.Sum(parameter => parameter.Count);
    Console.WriteLine($"{parameters:N0} parameters, {train.Count:N0} pictures to train on and {test.Count:N0} to test with");

    int steps = train.Batches(batchSize).Count;
    var rate = new CosineDecay(arguments.GetValue(Settings.LearningRate) ?? 0.1, decaySteps: (long)epochs * steps);
    model.Compile(new SGD(rate, momentum: 0.9, nesterov: true) { WeightDecay = 1e-4 }, Loss.CategoricalCrossentropy, Metric.Accuracy);
    var clock = Stopwatch.StartNew();
    History history = model.Fit(train.WithRandomShift(arguments.GetValue(Settings.Shift), seed).WithRandomFlip(seed), epochs, batchSize,
        validationData: test, verbose: 2);

    Console.WriteLine();
    Console.WriteLine($"test accuracy by epoch: {string.Join(" ", history["val_accuracy"].Select(accuracy => $"{accuracy:F2}"))}");
    Evaluation result = model.Evaluate(test, batchSize: 100);
    Console.WriteLine(
        $"test accuracy {result.Accuracy:F4}  test loss {result.Loss:F4}  ({CommandLine.Epochs(history.Epochs)}, "
            + $"{clock.Elapsed.TotalSeconds:F1} s, {device})");
}
