using System.CommandLine;

namespace ModelGen.Benchmarks;

/// <summary>The roofline command: each kernel and pass against what the machine can do.</summary>
internal static class RooflineCommand
{
    public static Command Create()
    {
        var works = new Option<string[]>("--works")
        {
            Description = "Which networks, by the names of the works that train them; all of them where left out.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var threads = new Option<int>("--threads")
        {
            Description = "How many threads we use.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var block = new Option<double>("--block")
        {
            Description = "How many seconds each of the measurements of a line lasts at least; there are five, and the fastest counts.",
            DefaultValueFactory = _ => 0.1,
        };
        var command = new Command("roofline",
            "Measures the machine's peak of multiply-adds and of memory, and shows each kernel and pass as a fraction of it.") { works,
                threads, block };
        command.SetAction(arguments => Run(
            [.. Work.Named(arguments.GetValue(works)!).Where(work => work.Trains)], arguments.GetValue(threads),
            TimeSpan.FromSeconds(arguments.GetValue(block))));
        return command;
    }

    private static void Run(Work[] works, int threads, TimeSpan block)
    {
        Peak[] peaks = [.. new[] { 1, threads }.Distinct().Select(Peak.Measure)];
        foreach (Peak each in peaks)
        {
            Console.WriteLine(
                $"peak of {each.Threads} {(each.Threads == 1 ? "thread:  " : "threads: ")}{each.GigaFlops,7:F1} GFLOP/s; memory "
                    + $"{each.ReadGigabytes:F1} GB/s read, {each.UpdateGigabytes:F1} GB/s in w += a g");
        }

        Peak peak = peaks[^1];
        Console.WriteLine(
            $"{CpuDevice.InstructionSet}, {threads} threads. Layers: one kernel alone, again and again on the same batch. Step: the passes "
                + "of a whole training step, with everything between the kernels.");
        Console.WriteLine(
            "A fraction is of the peak of multiply-adds, measured again before each line; where there are none, of memory, and above 1.00 "
                + "the data came from a cache.");
        foreach (Work work in works)
        {
            Console.WriteLine();
            Console.WriteLine(
                $"{work.Name + $", batch {work.Batch}",-56} {"us/sample",10} {"GFLOP/s",9} {"peak now",9} {"GB/s",7} {"fraction",9}");
            LayerProbe[] layers = Layers.Of(work);
            // Nobody needs the gradient of the network's input.
            layers[0] = layers[0] with { Passes = layers[0].Passes[..^1] };
            foreach (LayerProbe layer in layers) { PrintLayer(layer, work.Batch, peak, block); }
            PrintStep(work, peak, block);
        }
    }

    private static void PrintLayer(LayerProbe layer, int batch, Peak peak, TimeSpan block)
    {
        using KernelProbe probe = KernelProbe.Create(layer.Places, new CpuDevice(peak.Threads));
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, batch * layer.Places.X.Size).Select(_ => random.NextSingle() - 0.5f)];
        foreach (Pass pass in layer.Passes)
        {
            double flops = Peak.MeasureGigaFlops(peak.Threads);
            var load = new MachineLoad();
            double seconds = probe.Measure(pass.Run, inputs, block) / batch;
            Print(new Line($"{layer.Name}, {pass.Name}", seconds, 2 * pass.MultiplyAdds, pass.Bytes), flops, peak.ReadGigabytes,
                load.Remark());
        }
    }

    private static void PrintStep(Work work, Peak peak, TimeSpan block)
    {
        Network network = work.Network;
        double flops = Peak.MeasureGigaFlops(peak.Threads);
        var load = new MachineLoad();
        StepPasses passes = StepPasses.Measure(work, Samples.Draw(network, work.Batch), peak.Threads, block);
        string remark = load.Remark();
        // A weight and its gradient are read and the weight is written.
        double updateBytes = 3.0 * sizeof(float) * network.Layers.Where(layer => layer.Kind != LayerKind.Pool).Sum(Parameters) / work.Batch;
        foreach (Line line in new Line[]
        {
            new("step, forward", passes.Forward / work.Batch, network.ForwardOperations),
            new("step, loss and backward", passes.Backward / work.Batch, network.TrainingOperations - network.ForwardOperations),
            new("step, update", passes.Update / work.Batch, Bytes: updateBytes),
            new("step", passes.Whole / work.Batch, network.TrainingOperations),
        })
        {
            Print(line, flops, peak.UpdateGigabytes, remark);
        }
    }

    private static long Parameters(Layer layer) =>
        layer.Units * (1L + (layer.Kind == LayerKind.Conv ? layer.Size * layer.Size * layer.Channels : layer.Inputs));

    private static void Print(Line line, double peakFlops, double peakBytes, string remark)
    {
        double flops = line.Operations / line.Seconds / 1e9, bytes = line.Bytes / line.Seconds / 1e9;
        bool computes = line.Operations > 0;
        Console.WriteLine(
            $"  {line.Name,-54} {line.Seconds * 1e6,10:F2} {(computes ? flops.ToString("F1") : "-"),9} "
                + $"{(computes ? peakFlops.ToString("F1") : "-"),9} {(line.Bytes > 0 ? bytes.ToString("F1") : "-"),7} "
                + $"{(computes ? flops / peakFlops : bytes / peakBytes),9:F2}{remark}");
    }

    /// <summary>What a line says of one sample.</summary>
    private readonly record struct Line(string Name, double Seconds, long Operations = 0, double Bytes = 0);
}
