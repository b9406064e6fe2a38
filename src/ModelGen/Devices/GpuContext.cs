using System.Reflection;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace ModelGen;

/// <summary>The one ILGPU context of a backend in this process. Compiling goes through it, one kernel after the other.</summary>
internal sealed class GpuContext
{
    private static readonly Lazy<GpuContext> s_cuda = new(() => new(static builder => builder.Cuda()));
    private static readonly Lazy<GpuContext> s_openCL = new(() => new(static builder => builder.OpenCL(static _ => true)));
    private static readonly Lazy<GpuContext> s_cpu = new(() => new(static builder => builder.CPU(
        new CPUDevice(numThreadsPerWarp: 32, numWarpsPerMultiprocessor: GpuDevice.GroupSize / 32, numMultiprocessors: 1))));

    private readonly Lock _gate = new();
    private string? _firstFailure;

    internal GpuContext(Func<Context.Builder, Context.Builder> devices)
    {
        GpuLibrary.Resolve();
        Context = Context.Create(builder => KernelRecipe.Settings(devices(builder)));
    }

    public static GpuContext Cuda => s_cuda.Value;

    public static GpuContext OpenCL => s_openCL.Value;

    /// <summary>ILGPU's interpreter on the CPU: for tests.</summary>
    public static GpuContext Cpu => s_cpu.Value;

    public Context Context { get; }

    /// <summary>
    /// Compiles a kernel whose groups are given, and hands it on under the lock: ILGPU's compiler is made for one thread.
    /// </summary>
    public T Compile<T>(Backend backend, MethodInfo kernel, Func<CompiledKernel, T> load)
    {
        lock (_gate)
        {
            try
            {
                return load(
                    backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel),
                        new KernelSpecialization(GpuDevice.GroupSize, null)));
            }
            catch (Exception e)
            {
                // A kernel that ILGPU's front end refuses spoils the context: all later ones fail too, with messages that say nothing.
                string failure = $"{kernel.DeclaringType?.Name}.{kernel}: {MessageOf(e.GetBaseException())}";
                string message = _firstFailure is null
                    ? $"ILGPU cannot compile the kernel {failure}"
                    : $"ILGPU cannot compile the kernel {kernel.DeclaringType?.Name}.{kernel}, most likely because of the first one that "
                        + $"failed in this process, {_firstFailure}";
                _firstFailure ??= failure;
                throw new InvalidOperationException(message, e);
            }
        }
    }

    /// <summary>What went wrong; ILGPU's exceptions keep it in a number.</summary>
    private static string MessageOf(Exception e) => e switch
    {
        CLException openCL => $"the OpenCL driver returns {openCL.Error}",
        CudaException cuda => $"the CUDA driver returns {cuda.Error}",
        _ => e.Message,
    };
}
