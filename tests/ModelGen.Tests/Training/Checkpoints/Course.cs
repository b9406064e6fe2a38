using System.Globalization;
using ModelGen.Data;

namespace ModelGen.Tests.Checkpoints;

/// <summary>
/// A course of training with everything that has a state, in a folder: dropout, shuffled batches, validation, all callbacks.
/// </summary>
internal sealed record Course(string Folder)
{
    public Device Device { get; init; } = Device.Cpu;

    public Func<Optimizer> Optimizer { get; init; } = static () => new Adam(0.01);

    public Frequency SaveFreq { get; init; } = 3;

    public int Epochs { get; init; } = 4;

    public int BatchSize { get; init; } = 10;

    public int? StepsPerEpoch { get; init; }

    public bool Shuffle { get; init; } = true;

    public double ValidationSplit { get; init; } = 0.25;

    public Dataset Data { get; init; } = Digits.Clusters(60);

    public Loss Loss { get; init; } = Loss.CategoricalCrossentropy;

    public Metric[] Metrics { get; init; } = [Metric.Accuracy];

    /// <summary>Whether callbacks set the learning rate, which an optimizer with a schedule does not allow.</summary>
    public bool SetsRate { get; init; } = true;

    public bool Deletes { get; init; }

    public Action<string>? Writing { get; init; }

    public CancellationToken Cancellation { get; init; }

    public string Backup => Path.Combine(Folder, "backup");

    public string Latest => Path.Combine(Backup, "latest.safetensors");

    public string Previous => Path.Combine(Backup, "previous.safetensors");

    /// <summary>Trains, or trains on, and gives all that can be seen afterwards.</summary>
    public string Run(params Callback[] more) => Run(out _, more);

    public string Run(out BackupAndRestore backup, params Callback[] more)
    {
        using var model = new HandWrittenMlp(Device, seed: 7);
        return Run(model, out backup, more);
    }

    public string Run(Model model, out BackupAndRestore backup, params Callback[] more)
    {
        model.Compile(Optimizer(), Loss, Metrics);
        backup = new BackupAndRestore(Backup, SaveFreq, deleteCheckpoint: Deletes) { Writing = Writing };
        Callback[] rates = SetsRate
            ? [new LearningRateScheduler((_, rate) => rate * 0.9), new ReduceLROnPlateau(patience: 1, minDelta: 0.05)] : [];
        bool validates = ValidationSplit > 0;
        Callback[] best = validates
            ? [new EarlyStopping(patience: 2, restoreBestWeights: true),
                new ModelCheckpoint(Path.Combine(Folder, "best.safetensors"), saveBestOnly: true)] : [];
        History history = model.Fit(
            Data, Epochs, BatchSize, Shuffle, validationSplit: ValidationSplit, stepsPerEpoch: StepsPerEpoch, verbose: 0,
            cancellationToken: Cancellation,
            callbacks: [backup, .. validates ? rates : rates.Take(1), new CSVLogger(Path.Combine(Folder, "log.csv")),
                new TensorBoard(Path.Combine(Folder, "logs"), updateFreq: 1), .. best, .. more]);
        return Outcome(model, history);
    }

    private string Outcome(Model model, History history)
    {
        IEnumerable<string> lines =
        [
            .. model.Parameters.Select(parameter =>
                $"{parameter.Name} "
                    + string.Join(' ', parameter.ToArray().Select(value => $"{BitConverter.SingleToUInt32Bits(value):x8}"))),
            $"rate {BitConverter.DoubleToInt64Bits(model.Optimizer.LearningRate.Value):x16} iterations {model.Optimizer.Iterations} epochs "
                + $"{model.EpochsTrained} stopped {model.StopTraining}",
            $"epochs {string.Join(' ', history.Epoch)}",
            .. history.Names.Select(name =>
                $"{name} {string.Join(' ', history[name].Select(value => $"{BitConverter.DoubleToInt64Bits(value):x16}"))}"),
            $"csv {Convert.ToHexString(File.ReadAllBytes(Path.Combine(Folder, "log.csv")))}",
            .. ValidationSplit > 0
                ? [$"best {Convert.ToHexString(File.ReadAllBytes(Path.Combine(Folder, "best.safetensors")))}"] : (string[])[],
            $"train {Events("train")}",
            $"validation {Events("validation")}",
        ];
        return string.Join('\n', lines);
    }

    // Without the times at which they were written.
    private string Events(string run)
    {
        string folder = Path.Combine(Folder, "logs", run);
        if (!Directory.Exists(folder)) { return "none"; }
        IEnumerable<string> events = Directory.GetFiles(folder).Where(file => new FileInfo(file).Length > 0).Order(StringComparer.Ordinal)
            .SelectMany(EventFileReader.Read).Where(e => e.Tag != "")
            .Select(e => $"{e.Tag} {e.Step} {BitConverter.SingleToUInt32Bits(e.Value):x8}");
        return string.Join("; ", events);
    }
}
