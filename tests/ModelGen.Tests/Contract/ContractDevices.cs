namespace ModelGen.Tests.Contract;

/// <summary>The devices on which every layer is checked.</summary>
internal static class ContractDevices
{
    /// <summary>The CPU's results are the reference for bits: one thread and three must give the same.</summary>
    public static Device[] Cpu { get; } = [new CpuDevice(threads: 1), new CpuDevice(threads: 3)];

    /// <summary>ILGPU's own CPU accelerator, which runs the GPU kernels without a GPU.</summary>
    public static Device[] Gpu { get; } = [];

    public static IEnumerable<Device> All => [.. Cpu, .. Gpu];
}
