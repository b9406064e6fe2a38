using System.Runtime.InteropServices;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace ModelGen;

/// <summary>
/// Copies between page-locked memory and a buffer, in the order of a stream and without an allocation. Through the drivers: ILGPU's own
/// copies make an object each, and on OpenCL a copy from a part of an array writes as much as the whole array.
/// </summary>
internal sealed unsafe class GpuCopies(Accelerator accelerator, AcceleratorStream stream)
{
    private readonly nint _toDevice = Find(accelerator, "cuMemcpyHtoDAsync_v2", "clEnqueueWriteBuffer");
    private readonly nint _toHost = Find(accelerator, "cuMemcpyDtoHAsync_v2", "clEnqueueReadBuffer");

    /// <summary>Begins a copy to a buffer; the source must stay as it is until the stream has been awaited.</summary>
    public void ToDevice(MemoryBuffer target, long offset, float* source, int count)
    {
        nuint from = (nuint)offset * sizeof(float), bytes = (nuint)count * sizeof(float);
        accelerator.Bind();
        switch (stream)
        {
            case CudaStream cuda:
                Check(((delegate* unmanaged<nint, void*, nuint, nint, int>)_toDevice)(target.NativePtr + (nint)from, source, bytes,
                    cuda.StreamPtr));
                break;
            case CLStream openCL:
                Check(((delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, void*, void*, int>)_toDevice)(
                    openCL.CommandQueue, target.NativePtr, 0, from, bytes, source, 0, null, null));
                break;
            default:
                stream.Synchronize();
                NativeMemory.Copy(source, (void*)(target.NativePtr + (nint)from), bytes);
                break;
        }
    }

    /// <summary>Begins a copy from a buffer; it has arrived when the stream has been awaited.</summary>
    public void ToHost(float* target, MemoryBuffer source, long offset, int count)
    {
        nuint from = (nuint)offset * sizeof(float), bytes = (nuint)count * sizeof(float);
        accelerator.Bind();
        switch (stream)
        {
            case CudaStream cuda:
                Check(((delegate* unmanaged<void*, nint, nuint, nint, int>)_toHost)(target, source.NativePtr + (nint)from, bytes,
                    cuda.StreamPtr));
                break;
            case CLStream openCL:
                Check(((delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, void*, void*, int>)_toHost)(
                    openCL.CommandQueue, source.NativePtr, 0, from, bytes, target, 0, null, null));
                break;
            default:
                stream.Synchronize();
                NativeMemory.Copy((void*)(source.NativePtr + (nint)from), target, bytes);
                break;
        }
    }

    private static nint Find(Accelerator accelerator, string cuda, string openCL) => accelerator switch
    {
        CudaAccelerator => NativeLibrary.GetExport(NativeLibrary.Load(GpuLibrary.CudaFile), cuda),
        CLAccelerator => NativeLibrary.GetExport(NativeLibrary.Load(GpuLibrary.OpenCLFile), openCL),
        _ => 0,
    };

    private void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"A copy to or from {accelerator.Name.Trim()} failed: the driver returns error {error}.");
        }
    }
}
