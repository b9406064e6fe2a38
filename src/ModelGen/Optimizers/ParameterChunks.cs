using System.Runtime.CompilerServices;

namespace ModelGen;

/// <summary>
/// Runs an update over all parameters in chunks of fixed size. Each value depends on its own place only, so the cut never shows.
/// </summary>
internal static unsafe class ParameterChunks
{
    /// <summary>Floats in a chunk: small enough that a model of 50,000 parameters gives work to several threads.</summary>
    public const int Size = 16_384;

    public static void Run<T>(Device device, ref T update, long length) where T : unmanaged, ITask =>
        Run(device, ref update, length, (int)((length + Size - 1) / Size));

    /// <summary>The same for parts of other sizes.</summary>
    public static void Run<T>(Device device, ref T update, long length, int count) where T : unmanaged, ITask
    {
        const long worthTwoThreads = 65_536;
        int threads = length < worthTwoThreads ? 1 : device.Threads;
        Workers.Shared.Run(&Execute<T>, Unsafe.AsPointer(ref update), count, threads);
    }

    private static void Execute<T>(void* update, int index) where T : unmanaged, ITask => Unsafe.AsRef<T>(update).Execute(index);
}
