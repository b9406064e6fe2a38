using System.CommandLine;

namespace ModelGen.Samples;

/// <summary>The options that say what computes, and from which seed.</summary>
internal static class Machine
{
    public static readonly Option<string> Device = CommandLine.OneOf("--device",
        "What computes: auto takes a GPU where there is one and the CPU elsewhere; cpu, cuda and opencl insist.", "auto", "cpu", "cuda",
        "opencl");

    public static readonly Option<int> Threads = new("--threads")
    {
        Description = "How many threads the CPU uses; 0 is one for each core. The result does not depend on it.",
        Validators = { result => CommandLine.Check<int>(result, threads => threads is >= 0 and <= 1024, "0 to 1024") },
    };

    public static readonly Option<int> Seed = new("--seed")
    {
        Description = "The seed of everything random: the same seed gives the same result.",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>The device that was asked for.</summary>
    public static Device Open(ParseResult arguments) => arguments.GetValue(Device) switch
    {
        "cpu" => Cpu(arguments),
        "cuda" => ModelGen.Device.Cuda(),
        "opencl" => ModelGen.Device.OpenCL(),
        _ => ModelGen.Device.Best is CpuDevice ? Cpu(arguments) : ModelGen.Device.Best,
    };

    private static CpuDevice Cpu(ParseResult arguments) => new(arguments.GetValue(Threads));
}
