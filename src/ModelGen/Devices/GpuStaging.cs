using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace ModelGen;

/// <summary>
/// The way of values between the program and a GPU: through page-locked memory, in the order of the device's own stream. Uploads return
/// before the GPU has them; the stream is awaited when the memory has been gone through once, and by every download.
/// </summary>
internal sealed unsafe class GpuStaging(Accelerator accelerator, AcceleratorStream stream)
{
    /// <summary>How many floats are under way at most: 16 MB.</summary>
    internal const int Capacity = 1 << 22;

    private readonly GpuCopies _copies = new(accelerator, stream);
    private readonly Lock _gate = new();
    private PageLockedArray1D<float>? _memory;
    private int _used;

    public void Upload(MemoryBuffer target, long offset, ReadOnlySpan<float> source)
    {
        lock (_gate)
        {
            float* memory = Memory;
            while (source.Length > 0)
            {
                int count = Math.Min(source.Length, Capacity);
                if (_used + count > Capacity) { Await(); }
                source[..count].CopyTo(new Span<float>(memory + _used, count));
                _copies.ToDevice(target, offset, memory + _used, count);
                _used = Math.Min(Capacity, (_used + count + Arena.Alignment - 1) & -Arena.Alignment);
                offset += count;
                source = source[count..];
            }
        }
    }

    public void Download(MemoryBuffer source, long offset, Span<float> destination)
    {
        lock (_gate)
        {
            float* memory = Memory;
            Await();
            while (destination.Length > 0)
            {
                int count = Math.Min(destination.Length, Capacity);
                _copies.ToHost(memory, source, offset, count);
                Await();
                new ReadOnlySpan<float>(memory, count).CopyTo(destination);
                offset += count;
                destination = destination[count..];
            }
        }
    }

    // A pinned array: its address does not change.
    private float* Memory =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference((_memory ??= accelerator.AllocatePageLocked1D<float>(Capacity)).Span));

    private void Await()
    {
        stream.Synchronize();
        _used = 0;
    }
}
