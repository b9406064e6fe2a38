using System.CommandLine;
using System.Diagnostics;
using ModelGen;
using ModelGen.Samples;

return CommandLine.Run(
    "Trains a network to predict one column of a table from the others, and says how wrong it is on rows that it has not seen.", args,
    [Settings.Csv, Settings.Target, Settings.Epochs, Settings.Patience, Settings.BatchSize, Settings.LearningRate, Machine.Device,
        Machine.Threads, Machine.Seed], Train);

static void Train(ParseResult arguments)
{
    (int epochs, int seed) = (arguments.GetValue(Settings.Epochs), arguments.GetValue(Machine.Seed));
    Device device = Machine.Open(arguments);
    CsvTable table = CsvTable.Read(arguments.GetValue(Settings.Csv) ?? MakeTable(seed));
    int target = table.IndexOf(arguments.GetValue(Settings.Target));
    var data = new TableData(table, target, seed);
    Console.WriteLine(
        $"{table.Path}: {table.Rows.Count:N0} rows; {table.Columns[target]} is predicted from "
            + $"{string.Join(", ", table.Columns.Where((_, i) => i != target))}.");
    Console.WriteLine();

    using var model = new RegressionNetwork(device, seed);
    Console.WriteLine(RegressionNetwork.Summary);
    Console.WriteLine();

    // The model begins at the mean, and learns what is above and below.
    model.Parameters[RegressionNetwork.Names.Dense2Bias].Set([(float)(data.Mean / data.Unit)]);

    model.Compile(
        new Adam(arguments.GetValue(Settings.LearningRate) ?? 0.002), Loss.MeanSquaredError,
        "root_mean_squared_error", "mae", "mape", "r2_score");
    var clock = Stopwatch.StartNew();
    var stopping = new EarlyStopping("val_loss", patience: arguments.GetValue(Settings.Patience), restoreBestWeights: true);
    History history = model.Fit(
        data.Train, epochs, arguments.GetValue(Settings.BatchSize), validationSplit: 0.2,
        callbacks: [stopping, new EpochLines(data.Unit, every: 20)], verbose: 0);
    Console.WriteLine($"The validation loss was lowest in epoch {stopping.BestEpoch + 1}, whose weights are kept.");

    Evaluation result = model.Evaluate(data.Test);
    Console.WriteLine();
    Console.WriteLine($"always the mean: {data.Baseline}");
    Console.WriteLine(
        $"test {Errors.Of(name => result[name], data.Unit)}  R2 {result["r2_score"]:F4}  ({CommandLine.Epochs(history.Epochs)}, "
            + $"{clock.Elapsed.TotalSeconds:F1} s, {device})");
}

static string MakeTable(int seed)
{
    string path = Path.Combine(AppContext.BaseDirectory, "concrete.csv");
    ConcreteTable.Write(path, rows: 1_000, seed);
    return path;
}
