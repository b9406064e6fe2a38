namespace ModelGen.Benchmarks;

/// <summary>Compares one work: results first, then times.</summary>
internal static class Comparison
{
    private const double LargestDeviation = 1e-4;

    public static CompareResult Run(Work work, CompareOptions options)
    {
        int threads = options.ThreadsOf(work);
        var samples = Samples.Draw(work.Network, options.Batch ?? work.Batch);
        using ITwin ours = work.Ours(samples, threads);
        PeerSetting[] settings = [.. PeerSetting.All(options.PeerOf(work), work.Network, threads)];
        PeerSetting best = options.Check ? settings[^1] : Fastest(work, ours.Model, samples, settings, options.Block / 3);
        double deviation = (options.Check ? settings : [best]).Max(setting => Deviation(work, ours, samples, setting));
        using IContender theirs = Peer.Create(work, ours.Model, samples, best);
        ours.Step();
        theirs.Step();
        Rounds rounds = Rounds.Run(ours, theirs, samples.Count, options.Rounds, options.Block);
        Spread ratio = Of(rounds, round => round.Ratio);
        return new CompareResult(
            work.Name, samples.Count, threads, best.Kind, best.ToString(),
            Of(rounds, round => round.Ours.Time), Of(rounds, round => round.Theirs.Time), ratio,
            work.Goal, ratio.Median >= work.Goal - work.Tolerance,
            Of(rounds, round => round.Ours.CpuOverWall).Median, Of(rounds, round => round.Theirs.CpuOverWall).Median,
            rounds.Kept.Length, rounds.Discarded, rounds.DisturbedButKept, MachineLoad.IsMeasured, deviation);
    }

    // The middle of three short blocks decides.
    private static PeerSetting Fastest(Work work, Model twin, Samples samples, PeerSetting[] settings, TimeSpan block) => settings.MinBy(setting =>
    {
        using IContender candidate = Peer.Create(work, twin, samples, setting);
        candidate.Step();
        return Spread.Of([.. Enumerable.Range(0, 3).Select(_ => Block.Run(candidate, samples.Count, block).Time)]).Median;
    })!;

    /// <summary>One step on both sides from the same weights; the largest difference of any value, relative to the largest of its tensor.</summary>
    private static double Deviation(Work work, ITwin ours, Samples samples, PeerSetting setting)
    {
        using IContender theirs = Peer.Create(work, ours.Model, samples, setting);
        double deviation = ours.Check().Zip(theirs.Check(), Deviation).Max();
        // NaN is a deviation too.
        if (deviation <= LargestDeviation) { return deviation; }
        throw new UserException($"{work.Name}: ours and {setting.Kind} ({setting}) differ by {deviation:E1} of the largest value, more than {LargestDeviation:E0}; their times mean nothing.", 1);
    }

    private static double Deviation(float[] ours, float[] theirs)
    {
        if (ours.Length != theirs.Length) { return double.NaN; }
        double largest = theirs.Max(value => Math.Abs((double)value));
        double difference = ours.Zip(theirs, (a, b) => Math.Abs((double)a - b)).Max();
        return difference == 0 ? 0 : difference / largest;
    }

    private static Spread Of(Rounds rounds, Func<Round, double> value) => Spread.Of(rounds.Kept.Select(value));
}
