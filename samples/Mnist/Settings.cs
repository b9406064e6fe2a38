using ModelGen.Data;

namespace ModelGen.Samples;

/// <summary>What the command line asked for.</summary>
internal sealed record Settings(
    string? Data, int Epochs, int BatchSize, string Optimizer, double? LearningRate, string Device, int Threads, int Seed)
{
    public Device OpenDevice() => Device switch
    {
        "cpu" => new CpuDevice(Threads),
        "cuda" => ModelGen.Device.Cuda(),
        "opencl" => ModelGen.Device.OpenCL(),
        _ => ModelGen.Device.Best is CpuDevice ? new CpuDevice(Threads) : ModelGen.Device.Best,
    };

    public Optimizer CreateOptimizer() => Optimizer == "adam" ? new Adam(LearningRate ?? 0.001) : new SGD(LearningRate ?? 0.01);

    /// <summary>The folder that was named; else MNIST; else, where it cannot be had, digits that the project draws.</summary>
    public (Dataset Train, Dataset Test) LoadData()
    {
        if (Data == "synthetic") { return SyntheticDigits.Load(); }
        if (Data is not (null or "mnist")) { return ModelGen.Data.Mnist.Load(Data); }
        try
        {
            return ModelGen.Data.Mnist.Load();
        }
        catch (DataUnavailableException e) when (Data is null)
        {
            Console.WriteLine($"MNIST is not at hand, so the digits are drawn instead: {e.Message}");
            return SyntheticDigits.Load();
        }
    }
}
