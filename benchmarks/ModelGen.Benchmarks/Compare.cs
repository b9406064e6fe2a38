namespace ModelGen.Benchmarks;

/// <summary>The compare command.</summary>
internal static class Compare
{
    /// <summary>Returns 0, or 1 where the two sides do not compute the same.</summary>
    public static int Run(string[] names, int batch, int threads, int rounds)
    {
        foreach (string unknown in names.Where(name => Work.All.All(w => w.Name != name)))
        {
            Console.Error.WriteLine($"There is no work {unknown}. There are: {string.Join(", ", Work.All.Select(w => w.Name))}.");
            return 1;
        }

        return Work.All.Where(w => names.Contains(w.Name)).All(work => Compares(work, batch, threads, rounds)) ? 0 : 1;
    }

    private static bool Compares(Work work, int batch, int threads, int rounds)
    {
        using var ours = new ModelGenContender(work, batch, threads);
        using TorchContender theirs = Best(ours.Model, batch, threads);
        double deviation = Comparison.Deviation(ours, theirs);
        (double[] ourTimes, double[] theirTimes) = Comparison.Run(ours, theirs, batch, rounds);
        double ratio = Comparison.Median(ourTimes.Zip(theirTimes, (a, b) => b / a));
        Console.WriteLine($"{work.Name} batch {batch}, us per sample");
        Console.WriteLine($"  ours {Show(ourTimes)}  {ours.Name}");
        Console.WriteLine($"  peer {Show(theirTimes)}  {theirs.Name}");
        Console.WriteLine($"  ratio {ratio:F2}  goal {work.Goal:F2}  largest deviation after one step {deviation:E1}");
        if (deviation < 1e-4) { return true; }
        Console.Error.WriteLine($"{work.Name}: the two sides disagree by {deviation:E1} of the largest value; their times mean nothing.");
        return false;
    }

    // The peer gets the fastest of its settings: one thread or all, either layout.
    private static TorchContender Best(Model twin, int batch, int threads)
    {
        var settings = from count in new[] { 1, threads }.Distinct() from last in new[] { false, true } select (count, last);
        var (bestThreads, bestLayout) = settings.MinBy(setting =>
        {
            using var candidate = new TorchContender(twin, batch, setting.count, setting.last);
            Comparison.Time(candidate, batch);
            return Comparison.Median([.. Enumerable.Range(0, 3).Select(_ => Comparison.Time(candidate, batch))]);
        });
        return new TorchContender(twin, batch, bestThreads, bestLayout);
    }

    private static string Show(double[] times) => $"{Comparison.Median(times),8:F1} [{times.Min():F1}..{times.Max():F1}]";
}
