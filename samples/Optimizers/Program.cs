using System.CommandLine;
using System.Diagnostics;
using ModelGen;
using ModelGen.Data;
using ModelGen.Samples;
using Spectre.Console;

return CommandLine.Run(
    "Trains the lecture's network under every optimizer, with the same first weights and the same digits in the same order, and draws how "
        + "the loss falls.", args,
    [Digits.Data, Settings.Epochs, Settings.BatchSize, Settings.LearningRate, Settings.Picture, Machine.Device, Machine.Threads,
        Machine.Seed], Train);

static void Train(ParseResult arguments)
{
    int epochs = arguments.GetValue(Settings.Epochs);
    string picture = Path.GetFullPath(arguments.GetValue(Settings.Picture)!);
    Device device = Machine.Open(arguments);
    var (train, test) = Digits.Load(arguments);
    var clock = Stopwatch.StartNew();
    List<Run> runs = [];
    foreach (string name in Settings.Optimizers)
    {
        Run run = TrainWith(name, arguments, device, train, test);
        runs.Add(run);
        Console.WriteLine(run.Test is { } measured
            ? $"{name,-9}  loss {run.Loss:F4}  test accuracy {measured.Accuracy:F4}  {run.Seconds:F1} s" : $"{name,-9}  diverged");
    }

    Run[] best = [.. runs.OrderBy(run => double.IsFinite(run.Loss) ? run.Loss : double.MaxValue)];
    string rates = arguments.GetValue(Settings.LearningRate) is { } rate ? $"a learning rate of {rate}" : "Keras's learning rate";
    Picture.Write(
        picture, $"One network under {runs.Count} optimizers, each with {rates}",
        $"{train.Count:N0} digits, batches of {arguments.GetValue(Settings.BatchSize)}, seed {arguments.GetValue(Machine.Seed)}", runs);
    Console.WriteLine();
    AnsiConsole.Write(TableOf(best));
    Console.WriteLine($"The curves are in {picture}.");
    Console.WriteLine();
    Console.WriteLine(
        $"least loss {best[0].Loss:F4} with {best[0].Optimizer}  test accuracy {best[0].Test?.Accuracy:F4}  ({runs.Count} optimizers, "
            + $"{CommandLine.Epochs(epochs)} each, {clock.Elapsed.TotalSeconds:F1} s, {device})");
}

static Run TrainWith(string name, ParseResult arguments, Device device, Dataset train, Dataset test)
{
    Optimizer optimizer = name;
    if (arguments.GetValue(Settings.LearningRate) is { } rate) { optimizer.LearningRate = rate; }
    int batchSize = arguments.GetValue(Settings.BatchSize);
    var curve = new LossCurve(train.Count, batchSize);
    var clock = Stopwatch.StartNew();
    using var model = new MnistCnn(device, arguments.GetValue(Machine.Seed));
    model.Compile(optimizer, Loss.CategoricalCrossentropy, Metric.Accuracy);
    try
    {
        History history = model.Fit(train, arguments.GetValue(Settings.Epochs), batchSize, callbacks: [curve], verbose: 0);
        return new Run(name, optimizer.LearningRate.Value, curve.Points, history["loss"][^1], model.Evaluate(test, batchSize: 100),
            clock.Elapsed.TotalSeconds);
    }
    catch (Exception e) when (e is NonFiniteLossException or NonFiniteUpdateException)
    {
        return new Run(name, optimizer.LearningRate.Value, curve.Points, double.NaN, null, clock.Elapsed.TotalSeconds);
    }
}

static Table TableOf(IEnumerable<Run> runs)
{
    Table table = new Table().Border(TableBorder.Rounded)
        .AddColumns("optimizer", "rate", "training loss", "test loss", "test accuracy", "time");
    foreach (TableColumn column in table.Columns) { column.NoWrap(); }
    foreach (TableColumn column in table.Columns.Skip(1)) { column.RightAligned(); }
    foreach (Run run in runs)
    {
        table.AddRow(run.Optimizer, $"{run.Rate}", Number(run.Loss), Number(run.Test?.Loss), Number(run.Test?.Accuracy),
            $"{run.Seconds:F1} s");
    }

    return table;
}

static string Number(double? value) => value is { } number && double.IsFinite(number) ? $"{number:F4}" : "diverged";
