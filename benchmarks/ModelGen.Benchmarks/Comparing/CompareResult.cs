namespace ModelGen.Benchmarks;

/// <summary>What the comparison of one work found. Times are microseconds per sample. There are goals for CPUs only.</summary>
internal sealed record CompareResult(
    string Work,
    int Batch,
    string Device,
    int Threads,
    PeerKind Peer,
    string PeerSetting,
    Spread Ours,
    Spread Theirs,
    Spread Ratio,
    double? Goal,
    bool? Reached,
    double OurCpuOverWall,
    double TheirCpuOverWall,
    int Rounds,
    int DiscardedRounds,
    int DisturbedRounds,
    bool DisturbanceMeasured,
    double Deviation,
    double GradientDeviation)
{
    public override string ToString() =>
        $"{Work,-23} ours {Ours} {Peer.ToString().ToLowerInvariant(),-5} {Theirs} ratio {Ratio.Median:F2}"
        + (Goal is { } goal ? $" goal {goal:F2}" : "")
        + $"\n    {(Reached is { } reached ? reached ? "reached, " : "not reached, " : "")}ratio [{Ratio.Min:F2}..{Ratio.Max:F2}]; "
        + $"CPU over wall time: ours {OurCpuOverWall:F2}, peer {TheirCpuOverWall:F2}; "
        + $"peer: {PeerSetting}; batch {Batch}; {Disturbance}; deviation {Deviation:0.0E+0}{Gradients}";

    private string Gradients => GradientDeviation > 0 ? $" (gradients {GradientDeviation:0.0E+0})" : "";

    private string Disturbance =>
        !DisturbanceMeasured ? $"{Rounds} rounds, disturbance is not measured on this system"
        : $"{Rounds} rounds, {DiscardedRounds} more discarded" + (DisturbedRounds > 0 ? $", {DisturbedRounds} KEPT THOUGH DISTURBED" : "");
}
