namespace ModelGen.Benchmarks;

/// <summary>A block of ours and a block of the peer, one after the other.</summary>
/// <param name="Ours">Our block.</param>
/// <param name="Theirs">The peer's block.</param>
/// <param name="Others">The part of the machine's time that other processes took meanwhile.</param>
internal readonly record struct Round(Block Ours, Block Theirs, double Others)
{
    public double Ratio => Theirs.Time / Ours.Time;

    public static Round Run(IContender ours, IContender theirs, int batch, TimeSpan block)
    {
        var load = new MachineLoad();
        return new Round(Block.Run(ours, batch, block), Block.Run(theirs, batch, block), load.OfOthers());
    }
}
