using System.Globalization;

namespace ModelGen;

/// <summary>What the layers of a model take in training, as <see cref="Model.Profile"/> has measured it.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Device">What it ran on.</param>
/// <param name="BatchSize">The samples of a batch.</param>
/// <param name="Steps">How many steps were measured; times are their medians.</param>
/// <param name="Runs">On a CPU one thread, then all of them, where there are several; on a GPU one run.</param>
public sealed record ModelProfile(string Model, string Device, int BatchSize, int Steps, IReadOnlyList<ProfileRun> Runs)
{
    private const int FirstColumns = 2, RunColumns = 3;

    /// <summary>The table: a line for each layer, with milliseconds of the batch; lines end in LF, the last one has no end.</summary>
    public override string ToString() => string.Join('\n',
        $"{Model} on {Device}: a training step of {BatchSize} samples, medians of {Steps} steps, in milliseconds.",
        "The same calls as in training, but not joined: each works on the whole batch and is timed by itself.",
        "",
        Table(),
        "",
        $"Joined, as training runs them: {string.Join(", ", Runs.Select(run => $"{Time(run.Joined)}{On(run)}"))}.",
        "GFLOP/s: 2 for each multiply-add, forward and back. Bytes: what the way forward reads and writes at least.");

    private string Table()
    {
        IReadOnlyList<LayerProfile> layers = Runs[0].Layers;
        return TextTable.Of(layers.Count + 2, FirstColumns + (RunColumns * Runs.Count), (row, column) => row switch
        {
            0 => column switch
            {
                0 => "layer",
                1 => "bytes",
                _ => Head((column - FirstColumns) % RunColumns, Runs[(column - FirstColumns) / RunColumns]),
            },
            _ when row <= layers.Count => column switch
            {
                0 => $"{layers[row - 1].Name} ({layers[row - 1].Kind})",
                1 => layers[row - 1].Bytes.ToString("N0", CultureInfo.InvariantCulture),
                _ => Cell((column - FirstColumns) % RunColumns, Runs[(column - FirstColumns) / RunColumns].Layers[row - 1]),
            },
            _ => column switch
            {
                0 => "together",
                1 => layers.Sum(layer => layer.Bytes).ToString("N0", CultureInfo.InvariantCulture),
                _ => Cell((column - FirstColumns) % RunColumns, Runs[(column - FirstColumns) / RunColumns].Together),
            },
        }, names: 1, most: int.MaxValue);
    }

    private static string Head(int column, ProfileRun run) => column switch
    {
        0 => run.Threads is { } threads ? $"{Threads(threads)}: forward" : "forward",
        1 => "backward",
        _ => "GFLOP/s",
    };

    // A layer whose work another one does, or that moves nothing, takes no time.
    private static string Cell(int column, LayerProfile layer) => column switch
    {
        0 => Time(layer.Forward),
        1 => Time(layer.Backward),
        _ => layer.Operations == 0 ? "-" : layer.GigaflopsPerSecond.ToString("F1", CultureInfo.InvariantCulture),
    };

    private static string On(ProfileRun run) => run.Threads is { } threads ? $" on {Threads(threads)}" : "";

    private static string Threads(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";

    private static string Time(TimeSpan time) =>
        time == TimeSpan.Zero ? "-" : time.TotalMilliseconds.ToString("F3", CultureInfo.InvariantCulture);
}

/// <summary>What was measured on so many threads.</summary>
/// <param name="Threads">The threads; null on a GPU.</param>
/// <param name="Layers">The layers, in the order in which they were written.</param>
/// <param name="Joined">A forward and a backward pass as training runs them: several layers for a few samples at a time, while their values
/// are in the cache. The loss and the optimizer are not in it.</param>
public sealed record ProfileRun(int? Threads, IReadOnlyList<LayerProfile> Layers, TimeSpan Joined)
{
    /// <summary>All layers together.</summary>
    public LayerProfile Together => new("together", "", new TimeSpan(Layers.Sum(layer => layer.Forward.Ticks)),
        new TimeSpan(Layers.Sum(layer => layer.Backward.Ticks)), Layers.Sum(layer => layer.Operations), Layers.Sum(layer => layer.Bytes));
}

/// <summary>What one layer takes for a batch.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What Keras calls such a layer.</param>
/// <param name="Forward">The time of its calls in a forward pass; 0 where another layer does its work, or nothing moves.</param>
/// <param name="Backward">The same of a backward pass; 0 also where nothing of it is trained.</param>
/// <param name="Operations">Multiplications and additions of both passes: 2 for each multiply-add forward, the same again for the gradient
/// of the kernel and for that of what the layer reads, where they are needed. A kernel that needs fewer, as by Winograd's method, counts as
/// many.</param>
/// <param name="Bytes">What its way forward reads and writes at least: what it reads, its parameters and what it gives, once each.</param>
public sealed record LayerProfile(string Name, string Kind, TimeSpan Forward, TimeSpan Backward, long Operations, long Bytes)
{
    /// <summary>Billions of operations in a second of both passes; 0 where it has none or was not timed.</summary>
    public double GigaflopsPerSecond =>
        (Forward + Backward).TotalSeconds is > 0 and var seconds ? Operations / seconds / 1e9 : 0;
}
