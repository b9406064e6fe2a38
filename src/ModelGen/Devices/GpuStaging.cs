using ILGPU;
using ILGPU.Runtime;

namespace ModelGen;

/// <summary>
/// The way of values between the program and a GPU: through page-locked memory, in the order of the device's own stream. Uploads return before the
/// GPU has them; the stream is awaited when the memory has been gone through once, and by every download.
/// </summary>
internal sealed class GpuStaging(GpuDevice device)
{
    private const int Capacity = 1 << 22;

    private readonly Lock _gate = new();
    private PageLockedArray1D<float>? _memory;
    private int _used;

    public void Upload(ArrayView<float> target, long offset, ReadOnlySpan<float> source)
    {
        lock (_gate)
        {
            PageLockedArray1D<float> memory = Memory;
            while (source.Length > 0)
            {
                int count = Math.Min(source.Length, Capacity);
                if (_used + count > Capacity) { Await(); }
                source[..count].CopyTo(memory.Span[_used..]);
                target.SubView(offset, count).CopyFrom(device.Stream, memory.ArrayView.SubView(_used, count));
                _used = Math.Min(Capacity, (_used + count + Arena.Alignment - 1) & -Arena.Alignment);
                offset += count;
                source = source[count..];
            }
        }
    }

    public void Download(ArrayView<float> source, long offset, Span<float> destination)
    {
        lock (_gate)
        {
            PageLockedArray1D<float> memory = Memory;
            Await();
            while (destination.Length > 0)
            {
                int count = Math.Min(destination.Length, Capacity);
                source.SubView(offset, count).CopyTo(device.Stream, memory.ArrayView.SubView(0, count));
                Await();
                memory.Span[..count].CopyTo(destination);
                offset += count;
                destination = destination[count..];
            }
        }
    }

    private PageLockedArray1D<float> Memory => _memory ??= device.Accelerator.AllocatePageLocked1D<float>(Capacity);

    private void Await()
    {
        device.Stream.Synchronize();
        _used = 0;
    }
}
