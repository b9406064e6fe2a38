using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;

namespace ModelGen;

/// <summary>
/// Compiles one small kernel with everything that goes wrong without the recipe, and looks at the text: another version of ILGPU
/// must not bring back wrong numbers in silence. A few milliseconds when a device is opened.
/// </summary>
internal static class KernelSelfTest
{
    /// <summary>
    /// Throws where kernels compiled by <paramref name="backend"/> could not be trusted. The CPU accelerator runs kernels as they are
    /// written.
    /// </summary>
    public static void Run(GpuContext context, Backend backend)
    {
        if (backend is not (PTXBackend or CLBackend)) { return; }
        List<string> faults = context.Compile(backend, ((Action<ArrayView<float>, ArrayView<float>, int>)Probe).Method, Faults);
        if (faults.Count > 0)
        {
            throw new InvalidOperationException(
                $"ILGPU {typeof(Context).Assembly.GetName().Version} compiles kernels that cannot be trusted: {string.Join("; ", faults)}. "
                    + "Use ILGPU 1.5.3.");
        }
    }

    /// <summary>
    /// A sum over shared memory that is carried round a loop with two barriers: the load is what level O2 moves. A comparison: OpenCL
    /// forgets NaN where it is turned round.
    /// </summary>
    internal static void Probe(ArrayView<float> y, ArrayView<float> x, int rounds)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuDevice.GroupSize);
        int thread = Group.IdxX;
        float sum = 0f;
        for (int i = 0; i < rounds; i++)
        {
            shared[thread] = x[(i * GpuDevice.GroupSize) + thread];
            Group.Barrier();
            sum += shared[GpuDevice.GroupSize - 1 - thread];
            Group.Barrier();
        }

        // NaN must skip the body.
        if (sum > 0f) { y[(Grid.IdxX * GpuDevice.GroupSize) + thread] = sum; }
    }

    private static List<string> Faults(CompiledKernel kernel)
    {
        if (kernel is PTXCompiledKernel ptx)
        {
            List<string> faults = KernelText.FaultsOfPtx(ptx.PTXAssembly);
            if (!ptx.PTXAssembly.Contains("ld.shared", StringComparison.Ordinal)
                || !ptx.PTXAssembly.Contains("bar.sync", StringComparison.Ordinal))
            {
                faults.Add("the probe's shared memory and barriers were not found");
            }

            return faults;
        }

        string source = KernelText.WithBothFences(((CLCompiledKernel)kernel).Source);
        List<string> openCLFaults = KernelText.FaultsOfOpenCL(source);
        if (!source.Contains("isnan", StringComparison.Ordinal)) { openCLFaults.Add("a comparison forgets what NaN leads to"); }
        return openCLFaults;
    }
}
