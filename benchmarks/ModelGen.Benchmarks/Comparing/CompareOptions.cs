namespace ModelGen.Benchmarks;

/// <summary>What the user asked the compare command for.</summary>
/// <param name="Works">The works.</param>
/// <param name="Batch">Samples in a step, or null for each work's own.</param>
/// <param name="Device">What we compute on: cpu, cuda or opencl.</param>
/// <param name="Threads">Our threads, and the most that the peer may use.</param>
/// <param name="Peer">The peer, or null for each work's own.</param>
/// <param name="Rounds">Rounds that count.</param>
/// <param name="Block">How long a block lasts at least.</param>
/// <param name="Json">Where the results go as JSON: a file, - for the standard output, or null.</param>
/// <param name="Check">Whether only the results matter: every setting of the peer is compared, and times mean nothing.</param>
internal sealed record CompareOptions(Work[] Works, int? Batch, string Device, int Threads, PeerKind? Peer, int Rounds, TimeSpan Block,
    string? Json, bool Check)
{
    public const int FewestRounds = 11;
    public const double ShortestBlock = 0.3;

    public static readonly string[] Devices = ["cpu", "cuda", "opencl"];

    public bool OnGpu => IsGpu(Device);

    public static bool IsGpu(string device) => device != Devices[0];

    public PeerKind PeerOf(Work work) => Peer ?? (OnGpu ? PeerKind.PyTorch : work.UsualPeer);

    /// <summary>What a work of ours computes on.</summary>
    public Device DeviceOf(Work work)
    {
        try
        {
            return Device switch { "cuda" => ModelGen.Device.Cuda(), "opencl" => ModelGen.Device.OpenCL(),
                _ => new CpuDevice(ThreadsOf(work)) };
        }
        catch (InvalidOperationException error) { throw new UserException(error.Message, 2); }
    }

    public int ThreadsOf(Work work) => Math.Min(Threads, work.MostThreads);

    /// <summary>Throws with a message for the user where the protocol is not kept.</summary>
    public void Validate()
    {
        if (Threads < 1 || Threads > Environment.ProcessorCount)
        {
            throw new UserException(
                $"--threads is {Threads}, but this machine has {Environment.ProcessorCount} cores. Use 1 to {Environment.ProcessorCount}.",
                1);
        }
        if (Batch < 1) { throw new UserException($"--batch is {Batch}; a step has at least one sample.", 1); }
        if (!Check && (Rounds < FewestRounds || Block.TotalSeconds < ShortestBlock))
        {
            throw new UserException(
                $"The protocol asks for at least {FewestRounds} rounds and blocks of {ShortestBlock} s; with --check, which only compares "
                    + "results, there may be fewer and shorter ones.", 1);
        }

        if (Rounds < 1 || Block <= TimeSpan.Zero) { throw new UserException("--rounds and --block are more than 0.", 1); }
        if (OnGpu && Peer is not (null or PeerKind.PyTorch))
        {
            throw new UserException($"--device {Device} is compared with PyTorch on a GPU. Leave out --peer.", 1);
        }
        if (!OnGpu && Peer == PeerKind.PyTorch)
        {
            throw new UserException("PyTorch is a peer on a GPU. Say --device cuda, or leave out --peer.", 1);
        }
        if (OnGpu && Works.FirstOrDefault(work => !work.Trains) is { } prediction)
        {
            throw new UserException(
                $"{prediction.Name} predicts, and on a GPU only training is compared. Name works that train, or leave out --device.", 1);
        }
        if ((OnGpu || Peer == PeerKind.Modules) && Works.FirstOrDefault(work => !work.Network.IsPlain) is { } graph)
        {
            throw new UserException(
                $"{graph.Name} has branches and normalizations, which only libtorch (torch) and ONNX Runtime build here. Leave it out.", 1);
        }
        if (Peer == PeerKind.Modules && Works.FirstOrDefault(work => work.Frozen is not null) is { } frozen)
        {
            throw new UserException($"{frozen.Name} has frozen layers, which only libtorch (torch) knows here. Leave it out.", 1);
        }
        if (Peer == PeerKind.Onnx && Works.FirstOrDefault(work => work.Trains) is { } training)
        {
            throw new UserException(
                $"{training.Name} trains, and ONNX Runtime only predicts. Leave out --peer, or name works that predict.", 1);
        }
        if (OnGpu) { DeviceOf(Works[0]); } // Opened before anything that takes time.
    }
}
