namespace ModelGen;

/// <summary>
/// Working memory of kernels, per thread and grown on demand: the same few buffers serve every layer. A task may run on the
/// thread that prepared the run, so what the caller packs for all tasks and what a task uses for itself have their own numbers.
/// </summary>
internal static unsafe class Scratch
{
    /// <summary>Prepared by the caller, read by all tasks of a run.</summary>
    public const int Shared = 0;

    /// <summary>For one task.</summary>
    public const int Task = 1;

    /// <summary>A second one for one task.</summary>
    public const int Strip = 2;

    /// <summary>Columns that fill no vector, padded, inside a product.</summary>
    public const int LastColumns = 3;

    /// <summary>Lists of maxima.</summary>
    public const int Lists = 4;

    /// <summary>Sums that lie in another order than what becomes of them.</summary>
    public const int Sums = 5;

    /// <summary>Some columns of a matrix, side by side.</summary>
    public const int Panel = 6;

    /// <summary>The gradients of a slice's values.</summary>
    public const int Slice = 7;

    private const int Count = 8;

    [ThreadStatic]
    private static CpuArena?[]? s_buffers;

    /// <summary>At least <paramref name="length"/> floats, on a 64-byte line, with whatever they held.</summary>
    public static float* Get(int number, long length)
    {
        CpuArena?[] buffers = s_buffers ??= new CpuArena?[Count];
        if (buffers[number] is not { } arena || arena.Length < length) { buffers[number] = arena = new CpuArena(length); }
        return arena.Slice(0, length).Pointer;
    }
}
