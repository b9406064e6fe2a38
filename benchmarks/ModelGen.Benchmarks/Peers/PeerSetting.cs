namespace ModelGen.Benchmarks;

/// <summary>How a peer may be set; it gets the setting that is fastest for it.</summary>
/// <param name="Kind">Which peer.</param>
/// <param name="Threads">How many threads one operation may use.</param>
/// <param name="Option">libtorch: channels last. ONNX Runtime: idle threads spin. PyTorch on a GPU: the step
/// is a captured CUDA graph.</param>
internal sealed record PeerSetting(PeerKind Kind, int Threads, bool Option)
{
    public override string ToString() => $"{Threads} {(Threads == 1 ? "thread" : "threads")}, " + (Kind, Option) switch
    {
        (PeerKind.Torch or PeerKind.Modules, false) => "channels first",
        (PeerKind.Torch, true) => "channels last",
        (PeerKind.PyTorch, false) => "eager",
        (PeerKind.PyTorch, true) => "a CUDA graph",
        (_, false) => "not spinning",
        _ => "spinning",
    };

    /// <summary>All settings that make a difference for this network.</summary>
    public static IEnumerable<PeerSetting> All(PeerKind kind, Network network, int threads) =>
        from count in kind == PeerKind.PyTorch ? [1] : new[] { 1, threads }.Distinct()
        from option in new[] { false, true }
        where kind switch
        {
            PeerKind.PyTorch => true,
            PeerKind.Modules => !option,
            PeerKind.Torch => !option || network.Layers.Any(layer => layer.Kind == LayerKind.Conv),
            _ => option || count > 1,
        }
        select new PeerSetting(kind, count, option);
}
