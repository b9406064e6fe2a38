using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>A pinned managed array that begins on a 64-byte line: a span of it may grow stale but never dangles.</summary>
internal sealed unsafe class CpuArena : Arena
{
    private readonly float[] _array;
    private readonly float* _start;
    private readonly int _first;

    public CpuArena(long length) : base(length)
    {
        _array = GC.AllocateArray<float>(checked((int)length + Alignment), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _first = (int)(((64 - (address & 63)) & 63) / sizeof(float));
        _start = (float*)address + _first;
    }

    /// <summary>All values, as a span that keeps the array alive.</summary>
    public Span<float> Span => _array.AsSpan(_first, (int)Length);

    /// <summary>A part of them as memory that keeps the array alive.</summary>
    public Memory<float> Memory(long offset, long length) => _array.AsMemory(_first + (int)offset, (int)length);

    public override Block Slice(long offset, long length)
    {
        CheckRange(offset, length);
        return new Block(_start + offset, length);
    }

    public override void Upload(ReadOnlySpan<float> source, long offset = 0) => source.CopyTo(Span[(int)offset..]);

    public override void Download(Span<float> destination, long offset = 0) =>
        Span.Slice((int)offset, destination.Length).CopyTo(destination);

    public override void Clear() => Span.Clear();

    public override void Dispose() { }
}
