namespace ModelGen;

/// <summary>
/// What a model computes on: the CPU, or a GPU through CUDA or OpenCL. Devices live as long as the process; only models are disposed.
/// </summary>
public abstract class Device
{
    /// <summary>The CPU, with one thread for each core.</summary>
    public static CpuDevice Cpu { get; } = new();

    /// <summary>The first CUDA GPU, else the first OpenCL GPU, else the CPU.</summary>
    public static Device Best => GpuDevice.FirstGpu() ?? (Device)Cpu;

    /// <summary>A CUDA GPU.</summary>
    /// <param name="index">Which of them, from 0.</param>
    /// <exception cref="InvalidOperationException">There is none with this number; the message lists what
    /// there is and why the rest is not.</exception>
    public static Device Cuda(int index = 0) => GpuDevice.OpenCuda(index);

    /// <summary>An OpenCL device.</summary>
    /// <param name="index">Which of them, from 0.</param>
    /// <exception cref="InvalidOperationException">There is none with this number; the message lists what
    /// there is and why the rest is not.</exception>
    public static Device OpenCL(int index = 0) => GpuDevice.OpenOpenCL(index);

    /// <summary>What it is, with the instruction set or the kind of GPU.</summary>
    public abstract string Name { get; }

    /// <summary>How many threads its kernels run on; 1 on a GPU, whose threads are its own affair.</summary>
    internal abstract int Threads { get; }

    /// <summary>Memory on it, all zeros.</summary>
    internal abstract Arena Allocate(long length);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
