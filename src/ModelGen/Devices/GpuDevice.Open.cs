using ILGPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace ModelGen;

// Finding and opening devices. What is opened stays open: asking again gives the same device.
internal sealed partial class GpuDevice
{
    private static string WhyUnsupported => OperatingSystem.IsBrowser()
        ? "a browser has no drivers for it"
        : "a program compiled ahead of time has no GPU kernels, which are compiled at run time";

    private static readonly Lock s_gate = new();
    private static readonly Dictionary<(string Kind, int Index), GpuDevice> s_open = [];
    private static GpuDevice? s_first;
    private static bool s_sought;

    /// <summary>The first GPU that works, or null. Never throws, and takes no time worth mentioning where there is none.</summary>
    internal static GpuDevice? FirstGpu()
    {
        if (!IsSupported) { return null; }
        lock (s_gate)
        {
            if (s_sought) { return s_first; }
            s_sought = true;
            return s_first = TryOpen(GpuLibrary.WhyNoCuda, static () => OpenCuda(0))
                ?? TryOpen(static () => GpuLibrary.WhyNoOpenCL(gpusOnly: true),
                    static () =>
                        OpenOpenCL(UsableOpenCL().FindIndex(static device => device.DeviceType == CLDeviceType.CL_DEVICE_TYPE_GPU)));
        }
    }

    internal static GpuDevice OpenCuda(int index)
    {
        if (!IsSupported) { throw Unsupported("CUDA", index); }
        return Open("CUDA", index, WhyNoCuda, static index =>
        {
            Context context = GpuContext.Cuda.Context;
            return index < context.GetCudaDevices().Count
                ? new GpuDevice(GpuContext.Cuda, context.GetCudaDevice(index).CreateCudaAccelerator(context),
                    $"CUDA {context.GetCudaDevice(index).DriverVersion}")
                : null;
        });
    }

    internal static GpuDevice OpenOpenCL(int index)
    {
        if (!IsSupported) { throw Unsupported("OpenCL", index); }
        return Open("OpenCL", index, WhyNoOpenCL, static index =>
        {
            List<CLDevice> devices = UsableOpenCL();
            return index < devices.Count
                ? new GpuDevice(GpuContext.OpenCL, devices[index].CreateCLAccelerator(GpuContext.OpenCL.Context),
                    $"{devices[index].PlatformName.Trim()}, OpenCL")
                : null;
        });
    }

    private static InvalidOperationException Unsupported(string kind, int index) =>
        new($"There is no {kind} device {index}: {WhyUnsupported}. There is: {Cpu}.");

    private static GpuDevice Open(string kind, int index, Func<string?> whyNone, Func<int, GpuDevice?> open)
    {
        lock (s_gate)
        {
            if (s_open.TryGetValue((kind, index), out GpuDevice? device)) { return device; }
            if (index >= 0 && whyNone() is null && open(index) is { } opened) { return s_open[(kind, index)] = opened; }
            throw new InvalidOperationException($"There is no {kind} device {index}. {Present()}");
        }
    }

    private static GpuDevice? TryOpen(Func<string?> whyNone, Func<GpuDevice> open)
    {
        try { return whyNone() is null ? open() : null; }
        catch (Exception) { return null; }
    }

    /// <summary>What devices there are, and why there are no others.</summary>
    internal static string Present()
    {
        List<string> present = [Cpu.Name];
        List<string> reasons = [];
        if (WhyNoCuda() is { } noCuda) { reasons.Add($"No CUDA: {noCuda}."); }
        else
        {
            foreach (CudaDevice device in GpuContext.Cuda.Context.GetCudaDevices())
            {
                present.Add($"CUDA {device.DeviceId}, {device.Name.Trim()}");
            }
        }

        if (WhyNoOpenCL() is { } noOpenCL) { reasons.Add($"No OpenCL: {noOpenCL}."); }
        else { present.AddRange(UsableOpenCL().Select(static (device, i) => $"OpenCL {i}, {device.Name.Trim()}")); }
        return $"There is: {string.Join("; ", present)}. {string.Join(" ", reasons)}".TrimEnd();
    }

    private static string? WhyNoCuda()
    {
        if (GpuLibrary.WhyNoCuda() is { } reason) { return reason; }
        return GpuContext.Cuda.Context.GetCudaDevices().Count == 0 ? "ILGPU supports none of the devices that the CUDA driver lists" : null;
    }

    private static string? WhyNoOpenCL()
    {
        if (GpuLibrary.WhyNoOpenCL(gpusOnly: false) is { } reason) { return reason; }
        if (UsableOpenCL().Count > 0) { return null; }
        List<string> names = [];
        foreach (CLDevice device in GpuContext.OpenCL.Context.GetCLDevices()) { names.Add(device.Name.Trim()); }
        return names.Count == 0
            ? "ILGPU reads none of the devices that the OpenCL drivers list"
            : $"of {string.Join(", ", names)} none has the generic address space, which ILGPU's code needs";
    }

    private static List<CLDevice> UsableOpenCL()
    {
        List<CLDevice> usable = [];
        foreach (CLDevice device in GpuContext.OpenCL.Context.GetCLDevices())
        {
            if (device.Capabilities.GenericAddressSpace) { usable.Add(device); }
        }

        return usable;
    }
}
