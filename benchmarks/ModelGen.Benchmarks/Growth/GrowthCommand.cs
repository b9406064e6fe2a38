using System.CommandLine;

namespace ModelGen.Benchmarks;

/// <summary>The growth command: how our cost follows the work.</summary>
internal static class GrowthCommand
{
    private const int BaseBatch = 64;
    // Until the JIT has compiled everything for good.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly int[] Batches = [1, 4, 16, 64, 256, 1024];

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
            Description = "How many seconds each of the five measurements of a line lasts at least.",
            DefaultValueFactory = _ => 0.1,
        };
        var largest = new Option<int>("--largest-batch")
        {
            Description = "Leave out larger batches than this.",
            DefaultValueFactory = _ => Batches[^1],
        };
        var command = new Command("growth",
            "Shows what a sample costs in batches of 1 to 1024, and with width and image size doubled, against its operations.") { works,
                threads, block, largest };
        command.SetAction(arguments => Run(
            [.. Work.Named(arguments.GetValue(works)!).Where(work => work.Trains && work.Frozen is null)], arguments.GetValue(threads),
            TimeSpan.FromSeconds(arguments.GetValue(block)), arguments.GetValue(largest)));
        return command;
    }

    private static void Run(Work[] works, int threads, TimeSpan block, int largest)
    {
        Console.WriteLine(
            $"{threads} threads; median of 5 measurements. \"of a line\" is the time of one operation over that of the same network in "
                + $"batches of {BaseBatch}: 1.0 on a straight line, more where growing costs extra.");
        foreach (Work work in from training in works from trains in new[] { true, false } select training with { Trains = trains })
        {
            Console.WriteLine();
            Console.WriteLine(
                $"{work.Name["train-".Length..] + (work.Trains ? ", train" : ", predict"),-26} {"batch",6} {"us/sample",11} {"GFLOP/s",9} "
                    + $"{"of a line",10}");
            Line[] lines =
            [
                .. Batches.Where(batch => batch <= largest).Select(batch => Measure(work, batch, threads, block)),
                .. Variants(work).Select(variant => Measure(work with { Model = variant }, BaseBatch, threads, block)),
            ];
            double perOperation = lines.FirstOrDefault(line => line.Work.Model == work.Model && line.Batch == BaseBatch, lines[0])
                .PerOperation;
            foreach (Line line in lines)
            {
                Console.WriteLine(
                    $"{line.Work.Model.Name,-26} {line.Batch,6} {line.Time,11:F1} {1e-3 / line.PerOperation,9:F1} "
                        + $"{line.PerOperation / perOperation,10:F2}{line.Remark}");
            }
        }
    }

    private static Line Measure(Work work, int batch, int threads, TimeSpan block)
    {
        using ITwin ours = work.Ours(Samples.Draw(work.Network, batch), new CpuDevice(threads));
        Block.Run(ours, batch, WarmUp);
        var load = new MachineLoad();
        double time = Spread.Of([.. Enumerable.Range(0, 5).Select(_ => Block.Run(ours, batch, block).Time)]).Median;
        return new Line(work, batch, time, load.Remark());
    }

    /// <summary>What a sample costs, in microseconds.</summary>
    private readonly record struct Line(Work Work, int Batch, double Time, string Remark)
    {
        public double PerOperation => Time / Work.Operations;
    }

    private static Type[] Variants(Work work) => work.Model.Name switch
    {
        nameof(LectureCnn) => [typeof(LectureCnnWide), typeof(LectureCnnLarge)],
        nameof(TwoConvCnn) => [typeof(TwoConvCnnWide), typeof(TwoConvCnnLarge)],
        nameof(Mlp) => [typeof(MlpWide)],
        _ => [typeof(VggWide), typeof(VggLarge)],
    };
}
