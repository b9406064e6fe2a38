using ILGPU;
using ILGPU.Runtime;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>One buffer on a GPU.</summary>
internal sealed class GpuArena : Arena
{
    private readonly GpuDevice _device;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _buffer;
    private readonly ArrayView<float> _view;

    public GpuArena(GpuDevice device, long length) : base(length)
    {
        _device = device;
        try { _buffer = Allocate(device, length); }
        catch (Exception e)
        {
            throw new InvalidOperationException(
                $"{device.Name} has no room for another {length:N0} values ({length * sizeof(float) / 1e6:N0} MB). Use a smaller batch.",
                e);
        }

        _view = _buffer.View.BaseView;
        Clear();
    }

    // The collector does not know how full a GPU is: what nobody holds any more, an optimizer's slots say, may still lie there.
    private static MemoryBuffer1D<float, Stride1D.Dense> Allocate(GpuDevice device, long length)
    {
        try { return device.Accelerator.Allocate1D<float>(Math.Max(length, 1)); }
        catch (Exception)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return device.Accelerator.Allocate1D<float>(Math.Max(length, 1));
        }
    }

    public override Block Slice(long offset, long length)
    {
        CheckRange(offset, length);
        return length == 0 ? default : new Block(_view.SubView(offset, length));
    }

    public override void Upload(ReadOnlySpan<float> source, long offset = 0)
    {
        CheckRange(offset, source.Length);
        _device.Staging.Upload(_buffer, offset, source);
    }

    public override void Download(Span<float> destination, long offset = 0)
    {
        CheckRange(offset, destination.Length);
        _device.Staging.Download(_buffer, offset, destination);
    }

    public override void Clear() => _view.MemSetToZero(_device.Stream);

    public override void Dispose()
    {
        // The memory is given back at once, so no kernel may still use it.
        _device.Stream.Synchronize();
        _buffer.Dispose();
    }
}
