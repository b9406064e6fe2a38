namespace ModelGen.Benchmarks;

/// <summary>A contender of ours, whose weights a peer takes.</summary>
internal interface ITwin : IContender
{
    Model Model { get; }
}
