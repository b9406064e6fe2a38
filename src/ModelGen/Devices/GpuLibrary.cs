using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime.Cuda;

namespace ModelGen;

/// <summary>
/// The drivers' native libraries. They are asked before ILGPU is: that takes microseconds where there is no GPU, and it
/// tells why there is none, where ILGPU only shows an empty list.
/// </summary>
internal static unsafe class GpuLibrary
{
    private const int OpenCLNoPlatform = -1001;
    private const ulong OpenCLTypeGpu = 1 << 2;
    private const ulong OpenCLTypeAll = 0xFFFFFFFF;

    private static readonly bool s_windows = OperatingSystem.IsWindows();

    public static string CudaFile => s_windows ? "nvcuda.dll" : "libcuda.so.1";

    public static string OpenCLFile => s_windows ? "OpenCL.dll" : "libOpenCL.so.1";

    /// <summary>Why there is no CUDA device, or null where there seems to be one.</summary>
    public static string? WhyNoCuda()
    {
        if (!NativeLibrary.TryLoad(CudaFile, out nint library)) { return $"the CUDA driver's library, {CudaFile}, is not installed"; }
        if (!NativeLibrary.TryGetExport(library, "cuInit", out nint init)
            || !NativeLibrary.TryGetExport(library, "cuDeviceGetCount", out nint getCount))
        {
            return $"{CudaFile} has no cuInit or cuDeviceGetCount";
        }

        int error = ((delegate* unmanaged<uint, int>)init)(0);
        if (error != 0) { return $"the CUDA driver does not start: cuInit returns error {error}{(error == 100 ? " (no device)" : "")}"; }
        int count = 0;
        error = ((delegate* unmanaged<int*, int>)getCount)(&count);
        return error != 0 ? $"the CUDA driver lists no devices: cuDeviceGetCount returns error {error}" : count == 0
            ? "the CUDA driver finds no device" : null;
    }

    /// <summary>Why there is no OpenCL device, or null where there seems to be one.</summary>
    /// <param name="gpusOnly">Whether only GPUs count: an OpenCL device may be a CPU.</param>
    public static string? WhyNoOpenCL(bool gpusOnly)
    {
        if (!NativeLibrary.TryLoad(OpenCLFile, out nint library)) { return $"the OpenCL loader, {OpenCLFile}, is not installed"; }
        if (!NativeLibrary.TryGetExport(library, "clGetPlatformIDs", out nint getPlatforms)
            || !NativeLibrary.TryGetExport(library, "clGetDeviceIDs", out nint getDevices))
        {
            return $"{OpenCLFile} has no clGetPlatformIDs or clGetDeviceIDs";
        }

        var platformsOf = (delegate* unmanaged<uint, nint*, uint*, int>)getPlatforms;
        uint count = 0;
        int error = platformsOf(0, null, &count);
        if (error == OpenCLNoPlatform || (error == 0 && count == 0)) { return "no OpenCL driver is installed, only the loader"; }
        if (error != 0) { return $"the OpenCL loader lists no drivers: clGetPlatformIDs returns error {error}"; }

        var platforms = new nint[count];
        fixed (nint* first = platforms) { error = platformsOf(count, first, null); }
        var devicesOf = (delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)getDevices;
        foreach (nint platform in platforms)
        {
            uint devices = 0;
            if (error == 0 && devicesOf(platform, gpusOnly ? OpenCLTypeGpu : OpenCLTypeAll, 0, null, &devices) == 0 && devices > 0)
            {
                return null;
            }
        }

        return gpusOnly ? "no OpenCL driver lists a GPU" : "no OpenCL driver lists a device";
    }

    /// <summary>
    /// Makes ILGPU find the libraries by the names that drivers install on Linux (libcuda.so.1, libOpenCL.so.1); it asks for the names
    /// without a number, which only development packages have. Once per process.
    /// </summary>
    public static void Resolve()
    {
        if (s_windows || Interlocked.Exchange(ref s_resolved, 1) != 0) { return; }

        // Under WSL ILGPU sets a resolver of its own when this type starts, and a second one is refused: its own comes first.
        RuntimeHelpers.RunClassConstructor(typeof(CudaContextExtensions).TypeHandle);
        try { NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Load); }
        catch (InvalidOperationException) { return; }
    }

    private static int s_resolved;

    private static nint Load(string name, Assembly assembly, DllImportSearchPath? path)
    {
        string? file = name switch { "cuda" => CudaFile, "OpenCL" => OpenCLFile, _ => null };
        return file is not null && NativeLibrary.TryLoad(file, out nint library) ? library : 0;
    }
}
