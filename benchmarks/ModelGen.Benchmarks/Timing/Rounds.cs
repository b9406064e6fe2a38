namespace ModelGen.Benchmarks;

/// <summary>Alternating blocks of two contenders.</summary>
/// <param name="Kept">The rounds that count.</param>
/// <param name="Discarded">How many were disturbed by other processes and left out.</param>
/// <param name="DisturbedButKept">How many of those that count were disturbed too, because repeating them did not help.</param>
internal sealed record Rounds(Round[] Kept, int Discarded, int DisturbedButKept)
{
    /// <summary>The part of the machine's time that others may take.</summary>
    public const double Disturbing = 0.05;

    // Shorter rounds are only a few ticks of the counters that show disturbances.
    private static readonly TimeSpan ShortestMeasurable = TimeSpan.FromSeconds(0.2);

    /// <summary>Runs until enough rounds were undisturbed, or twice as many were tried; then the least disturbed fill up.</summary>
    public static Rounds Run(IContender ours, IContender theirs, int batch, int count, TimeSpan block)
    {
        var tried = new List<Round>();
        bool enough() => tried.Count(round => !IsDisturbed(round)) >= count;
        while (!enough() && tried.Count < 2 * count)
        {
            Round round = Round.Run(ours, theirs, batch, block);
            tried.Add(block < ShortestMeasurable ? round with { Others = 0 } : round);
        }

        // The order by disturbance is stable: among the undisturbed, the earlier ones count.
        Round[] kept = [.. tried.OrderBy(round => IsDisturbed(round) ? round.Others : 0).Take(count)];
        return new Rounds(kept, tried.Count - kept.Length, kept.Count(IsDisturbed));
    }

    private static bool IsDisturbed(Round round) => round.Others > Disturbing;
}
