namespace ModelGen.Benchmarks;

/// <summary>Compares one work: results first, then times.</summary>
internal static class Comparison
{
    private const double LargestDeviation = 1e-4;

    // Rounding may put a value on the other side of ReLU's 0 or of a pool's maximum, and a sum over thousands
    // of pixels then moves this far.
    private const double LargestGradientDeviation = 5e-2;

    public static CompareResult Run(Work work, CompareOptions options)
    {
        int threads = options.ThreadsOf(work);
        var samples = Samples.Draw(work.Network, options.Batch ?? work.Batch);
        Device device = options.DeviceOf(work);
        using ITwin ours = work.Ours(samples, device);
        PeerSetting[] settings = [.. PeerSetting.All(options.PeerOf(work), work.Network, threads)];
        PeerSetting best = options.Check ? settings[^1] : Fastest(work, ours.Weights, samples, settings, options.Block / 3);
        var deviations = (options.Check ? settings : [best]).Select(setting => Deviation(work, ours, samples, setting)).ToArray();
        using IContender theirs = Peer.Create(work, ours.Weights, samples, best);
        WarmUp(ours, samples.Count, options.Block);
        WarmUp(theirs, samples.Count, options.Block);
        Rounds rounds = Rounds.Run(ours, theirs, samples.Count, options.Rounds, options.Block);
        Spread ratio = Of(rounds, round => round.Ratio);
        return new CompareResult(
            work.Name, samples.Count, device.Name, threads, best.Kind, best.ToString(),
            Of(rounds, round => round.Ours.Time), Of(rounds, round => round.Theirs.Time), ratio,
            options.OnGpu ? null : work.Goal, options.OnGpu ? null : ratio.Median >= work.Goal - work.Tolerance,
            Of(rounds, round => round.Ours.CpuOverWall).Median, Of(rounds, round => round.Theirs.CpuOverWall).Median,
            rounds.Kept.Length, rounds.Discarded, rounds.DisturbedButKept, MachineLoad.IsMeasured, deviations.Max(d => d.Values),
            deviations.Max(d => d.Gradients));
    }

    // Until the JIT has compiled everything for good.
    private static void WarmUp(IContender contender, int batch, TimeSpan block)
    {
        for (int i = 0; i < 3; i++) { Block.Run(contender, batch, block); }
    }

    // The fastest of three short blocks decides: a disturbed one must not cost a setting its place.
    private static PeerSetting Fastest(Work work, float[][] weights, Samples samples, PeerSetting[] settings, TimeSpan block)
    {
        for (int attempt = 1; ; attempt++)
        {
            var load = new MachineLoad();
            PeerSetting fastest = settings.MinBy(setting =>
            {
                using IContender candidate = Peer.Create(work, weights, samples, setting);
                candidate.Step();
                return Enumerable.Range(0, 3).Min(_ => Block.Run(candidate, samples.Count, block).Time);
            })!;
            if (load.OfOthers() <= Rounds.Disturbing || attempt == 3) { return fastest; }
        }
    }

    /// <summary>One step on both sides from the same weights; the largest differences of values and of gradients.</summary>
    private static (double Values, double Gradients) Deviation(Work work, ITwin ours, Samples samples, PeerSetting setting)
    {
        using IContender theirs = Peer.Create(work, ours.Weights, samples, setting);
        (double values, double gradients) = ours.Check().DeviationFrom(theirs.Check());
        if (values <= work.Slack * LargestDeviation && gradients <= work.Slack * LargestGradientDeviation) { return (values, gradients); }
        throw new UserException(
            $"{work.Name}: ours and {setting.Kind} ({setting}) differ by {values:0.0E+0} of the largest value (at most "
                + $"{work.Slack * LargestDeviation:0E+0}) and by {gradients:0.0E+0} of the largest gradient (at most "
                + $"{work.Slack * LargestGradientDeviation:0E+0}); "
                + "their times mean nothing.", 1);
    }

    private static Spread Of(Rounds rounds, Func<Round, double> value) => Spread.Of(rounds.Kept.Select(value));
}
