using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The CPU: our own kernels on the widest vectors it has. Results do not depend on the number of threads.</summary>
public sealed class CpuDevice : Device
{
    /// <summary>The CPU with a chosen number of threads.</summary>
    /// <param name="threads">1 to 1,024; 0 means one for each core. In a browser, which starts no threads, it is always 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is outside 0 to 1,024.</exception>
    public CpuDevice(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 1024);
        Threads = OperatingSystem.IsBrowser() ? 1 : threads == 0 ? Environment.ProcessorCount : threads;
    }

    /// <inheritdoc/>
    public override string Name => $"CPU, {Threads} {(Threads == 1 ? "thread" : "threads")}, {InstructionSet}";

    /// <summary>
    /// Which vectors the kernels use: "Vector512 (AVX-512)", "Vector256 (AVX2)", "Vector128 (NEON)" and the like, "scalar" where there are
    /// none.
    /// </summary>
    public static string InstructionSet => Simd.Name;

    internal override int Threads { get; }

    internal override Arena Allocate(long length) => new CpuArena(length);
}
