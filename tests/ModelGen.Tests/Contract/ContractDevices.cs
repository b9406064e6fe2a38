namespace ModelGen.Tests.Contract;

/// <summary>The devices on which every layer is checked, each with the batches that it gets.</summary>
internal static class ContractDevices
{
    /// <summary>One thread and three must give the same bits.</summary>
    public static Device[] Cpu { get; } = [new CpuDevice(threads: 1), new CpuDevice(threads: 3)];

    /// <summary>
    /// Whether stacks are checked on <see cref="Gpu"/>, which takes seconds for each: in full. In brief CpuAcceleratorTests check each
    /// layer's kernels, and Keras's values of layers that merge and normalize are looked for there. A child process whose vectors are
    /// switched off has nothing to check there.
    /// </summary>
    public static bool IncludeGpu { get; } = Extent.IsFull && !InstructionSetTests.IsChild;

    /// <summary>Held by who computes on more threads than one: a second caller of the workers would get none.</summary>
    public static Lock SeveralThreads { get; } = new();

    /// <summary>ILGPU's own CPU accelerator runs the GPU's kernels without a GPU, about a million operations a second.</summary>
    public static Device[] Gpu { get; } = [GpuDevice.CpuAccelerator()];

    /// <summary>
    /// Growing memory, fewer samples than slices, more samples than slices, then a batch smaller than the memory there is.
    /// </summary>
    public static int[] Batches(Device device) => device is CpuDevice ? [1, 2, 17, 5] : [2];
}
