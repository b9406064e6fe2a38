using System.CommandLine;

namespace ModelGen.Benchmarks;

/// <summary>The growth command: how our cost follows the work.</summary>
internal static class GrowthCommand
{
    private const int BaseBatch = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);
    private static readonly int[] Batches = [1, 4, 16, 64, 256, 1024];

    public static Command Create()
    {
        var works = new Option<string[]>("--works") { Description = "Which networks, by the names of the works that train them; all of them where left out.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var threads = new Option<int>("--threads") { Description = "How many threads we use.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var block = new Option<double>("--block") { Description = "How many seconds each of the five measurements of a line lasts at least.", DefaultValueFactory = _ => 0.1 };
        var largest = new Option<int>("--largest-batch") { Description = "Leave out larger batches than this.", DefaultValueFactory = _ => Batches[^1] };
        var command = new Command("growth", "Shows what a sample costs in batches of 1 to 1024, and with width and image size doubled, against its operations.") { works, threads, block, largest };
        command.SetAction(arguments => Run(
            [.. Work.Named(arguments.GetValue(works)!).Where(work => work.Trains)], arguments.GetValue(threads), TimeSpan.FromSeconds(arguments.GetValue(block)), arguments.GetValue(largest)));
        return command;
    }

    private static void Run(Work[] works, int threads, TimeSpan block, int largest)
    {
        Console.WriteLine($"{threads} threads; median of 5 measurements. \"of a line\" is the time of one operation over that in the first line with batch {BaseBatch}: 1.0 on a straight line, more where growing costs extra.");
        foreach (Work work in from training in works from trains in new[] { true, false } select training with { Trains = trains })
        {
            Console.WriteLine();
            Console.WriteLine($"{work.Name["train-".Length..] + (work.Trains ? ", train" : ", predict"),-26} {"batch",6} {"us/sample",11} {"GFLOP/s",9} {"of a line",10}");
            double perOperation = Measure(work, BaseBatch, threads, block) / work.Operations;
            foreach (int batch in Batches.Where(batch => batch <= largest)) { Print(work, batch, threads, block, perOperation); }
            foreach (Type variant in Variants(work)) { Print(work with { Model = variant }, BaseBatch, threads, block, perOperation); }
        }
    }

    private static void Print(Work work, int batch, int threads, TimeSpan block, double perOperation)
    {
        double time = Measure(work, batch, threads, block);
        Console.WriteLine($"{work.Model.Name,-26} {batch,6} {time,11:F1} {work.Operations / time / 1e3,9:F1} {time / work.Operations / perOperation,10:F2}");
    }

    private static double Measure(Work work, int batch, int threads, TimeSpan block)
    {
        using ITwin ours = work.Ours(Samples.Draw(work.Network, batch), threads);
        Block.Run(ours, batch, WarmUp);
        return Spread.Of([.. Enumerable.Range(0, 5).Select(_ => Block.Run(ours, batch, block).Time)]).Median;
    }

    private static Type[] Variants(Work work) => work.Model.Name switch
    {
        nameof(LectureCnn) => [typeof(LectureCnnWide), typeof(LectureCnnLarge)],
        nameof(TwoConvCnn) => [typeof(TwoConvCnnWide), typeof(TwoConvCnnLarge)],
        nameof(Mlp) => [typeof(MlpWide)],
        _ => [typeof(VggWide), typeof(VggLarge)],
    };
}
