using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;

namespace ModelGen;

/// <summary>
/// The numbers of a formula in a GPU's memory, renewed when they have changed: each step is the same launches. There a kernel reads a
/// struct of any type by <c>numbers.Cast&lt;T&gt;()[0]</c>; among a kernel's arguments it would have to be public, because ILGPU's
/// launchers name their types.
/// </summary>
/// <param name="arena">Where they lie, all 0, from its beginning: a view of structs must begin at a multiple of their size.</param>
internal sealed class GpuNumbers(Arena arena) : IDisposable
{
    /// <summary>The most floats that a formula may have.</summary>
    public const int Most = 16;

    private readonly float[] _there = new float[arena.Length];

    /// <summary>Some numbers there, as floats; others may lie before them, where that is a multiple of their size.</summary>
    public ArrayView<float> Put<T>(T numbers, int place = 0) where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in numbers));
        Span<float> there = _there.AsSpan(place, FloatsOf<T>());
        if (!bytes.SequenceEqual(MemoryMarshal.AsBytes(there)[..bytes.Length]))
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(there));
            arena.Upload(there, place);
        }

        return arena.Slice(place, there.Length).View;
    }

    public void Dispose() => arena.Dispose();

    /// <summary>How many floats such a struct takes; one that has no fields takes one.</summary>
    public static int FloatsOf<T>() where T : unmanaged => (Unsafe.SizeOf<T>() + sizeof(float) - 1) / sizeof(float);
}
