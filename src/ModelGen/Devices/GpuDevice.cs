using ILGPU.Runtime;

namespace ModelGen;

/// <summary>A GPU through ILGPU.</summary>
internal sealed class GpuDevice : Device
{
    internal static GpuDevice? FirstGpu() => null;

    internal static GpuDevice OpenCuda(int index) => throw new InvalidOperationException($"No CUDA device {index}.");

    internal static GpuDevice OpenOpenCL(int index) => throw new InvalidOperationException($"No OpenCL device {index}.");

    public override string Name => Accelerator.Name;

    internal required Accelerator Accelerator { get; init; }

    internal override int Threads => 1;

    internal override Arena Allocate(long length) => throw new InvalidOperationException();
}
