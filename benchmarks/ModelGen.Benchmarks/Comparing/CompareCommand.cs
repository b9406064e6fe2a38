using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelGen.Benchmarks;

/// <summary>The compare command.</summary>
internal static class CompareCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Command Create()
    {
        var works = new Option<string[]>("--works")
        {
            Description = $"What to compare, separated by commas or spaces; everything that the device and the peer can do where left out. "
                + $"There are: {string.Join(", ", Work.All.Select(work => work.Name))}.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var batch = new Option<int?>("--batch") { Description = "How many samples a step has; where left out, as many as the work says." };
        var device = new Option<string>("--device")
        {
            Description = "What we compute on; on cuda and opencl only training is compared, and the peer is PyTorch on the first NVIDIA "
                + "GPU, run by python3 or by what MODELGEN_PYTHON names.",
            DefaultValueFactory = _ => CompareOptions.Devices[0],
        };
        device.AcceptOnlyFromAmong(CompareOptions.Devices);
        var threads = new Option<int>("--threads")
        {
            Description = "How many threads we use, and the most that the peer may use. Works that are about one thread keep to one.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var peer = new Option<PeerKind?>("--peer")
        {
            HelpName = "torch|modules|onnx|pytorch",
            Description = "Compare with libtorch (torch), with libtorch's training as its tutorials write it (modules) or with ONNX "
                + "Runtime (onnx); where left out, with libtorch in training and with ONNX Runtime in prediction. On a GPU it is PyTorch "
                + "(pytorch).",
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = $"How many undisturbed rounds of alternating blocks count; at least {CompareOptions.FewestRounds}.",
            DefaultValueFactory = _ => CompareOptions.FewestRounds,
        };
        var block = new Option<double>("--block")
        {
            Description = $"How many seconds a block lasts at least; at least {CompareOptions.ShortestBlock}.",
            DefaultValueFactory = _ => CompareOptions.ShortestBlock,
        };
        var json = new Option<string?>("--json")
        {
            Description = "Write all results as JSON into this file; - is the standard output, and the lines then go to the "
                + "standard error.",
        };
        var check = new Option<bool>("--check")
        {
            Description = "Compare the results of every setting of the peer. Rounds may then be few and short, and their times mean "
                + "nothing.",
        };
        var command = new Command("compare",
            "Compares results and then times of ModelGen and its peers in one process (PyTorch on a GPU in one of its own), and prints the "
                + "ratio of their times.") { works, batch, device, threads, peer, rounds, block, json, check };
        command.SetAction(arguments => Run(new CompareOptions(
            Works(arguments.GetValue(works)!, arguments.GetValue(peer), arguments.GetValue(device)!), arguments.GetValue(batch),
            arguments.GetValue(device)!, arguments.GetValue(threads), arguments.GetValue(peer),
            arguments.GetValue(rounds), TimeSpan.FromSeconds(arguments.GetValue(block)), arguments.GetValue(json),
            arguments.GetValue(check))));
        return command;
    }

    // Where no work is named, all that the peer can do.
    private static Work[] Works(string[] names, PeerKind? peer, string device) =>
        names.Length > 0 ? Work.Named(names)
        : CompareOptions.IsGpu(device) ? [.. Work.Training]
        : peer == PeerKind.Onnx ? [.. Work.All.Where(work => !work.Trains)]
        : Work.All;

    private static void Run(CompareOptions options)
    {
        options.Validate();
        foreach (PeerKind peer in options.Works.Select(options.PeerOf).Distinct()) { Peer.Load(peer); }
        TextWriter lines = options.Json == "-" ? Console.Error : Console.Out;
        if (options.OnGpu) { lines.WriteLine($"peer: {PyTorchProcess.Running.Name}"); }
        var results = new List<CompareResult>();
        foreach (Work work in options.Works)
        {
            results.Add(Comparison.Run(work, options));
            lines.WriteLine(results[^1]);
        }

        if (options.Json is null) { return; }
        string json = JsonSerializer.Serialize(results, Indented);
        if (options.Json == "-") { Console.WriteLine(json); } else { File.WriteAllText(options.Json, json + "\n"); }
    }
}
