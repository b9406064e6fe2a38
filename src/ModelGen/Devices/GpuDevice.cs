using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>A GPU through ILGPU, or a CPU that an OpenCL driver shows as one. All its work goes to one stream, in order.</summary>
internal sealed partial class GpuDevice : Device
{
    private readonly KernelCompiler _kernels;

    private GpuDevice(GpuContext context, Accelerator accelerator, string kind)
    {
        if (accelerator.MaxNumThreadsPerGroup < GroupSize)
        {
            throw new InvalidOperationException(
                $"{accelerator.Name} runs groups of at most {accelerator.MaxNumThreadsPerGroup} threads; the kernels need {GroupSize}.");
        }

        if (accelerator is not CPUAccelerator) { KernelRecipe.Apply(KernelCompiler.BackendOf(accelerator)); }
        KernelSelfTest.Run(context, KernelCompiler.BackendOf(accelerator));
        (Accelerator, Name, Context) = (accelerator, $"{accelerator.Name.Trim()}, {kind}", context);
        Stream = accelerator.CreateStream();
        Staging = new GpuStaging(accelerator, Stream);
        _kernels = new KernelCompiler(context, accelerator);
    }

    /// <summary>
    /// Whether this program can have one: ILGPU writes code at run time, so a program compiled ahead of time has none, and a browser has no
    /// drivers. A publish that knows so leaves the GPU's code out.
    /// </summary>
    public static bool IsSupported => RuntimeFeature.IsDynamicCodeSupported && !OperatingSystem.IsBrowser();

    public override string Name { get; }

    internal GpuContext Context { get; }

    internal Accelerator Accelerator { get; }

    /// <summary>Where everything happens in order. Not the default stream, which waits for no other and cannot be captured.</summary>
    internal AcceleratorStream Stream { get; }

    internal GpuStaging Staging { get; }

    internal override int Threads => 1;

    internal override Arena Allocate(long length) => new GpuArena(this, length);

    /// <summary>Waits for what was begun, then copies a block out.</summary>
    internal void Download(Block block, Span<float> destination)
    {
        (MemoryBuffer buffer, long first) = PlaceOf(block.View);
        Staging.Download(buffer, first, destination);
    }

    /// <summary>Copies values into a block; the source may change as soon as the call returns.</summary>
    internal void Upload(Block block, ReadOnlySpan<float> source)
    {
        (MemoryBuffer buffer, long first) = PlaceOf(block.View);
        Staging.Upload(buffer, first, source);
    }

    // Only the interface tells it, and a generic call makes no object of the view.
    private static (MemoryBuffer Buffer, long First) PlaceOf<V>(V view) where V : struct, IContiguousArrayView => (view.Buffer, view.Index);

    /// <summary>ILGPU's own CPU accelerator, about a million operations a second: to test kernels where there is no GPU.</summary>
    internal static GpuDevice CpuAccelerator() => s_cpuAccelerator.Value;

    private static readonly Lazy<GpuDevice> s_cpuAccelerator = new(static () =>
    {
        GpuContext context = GpuContext.Cpu;
        return new GpuDevice(context, context.Context.GetCPUDevice(0).CreateCPUAccelerator(context.Context), "ILGPU's CPU accelerator");
    });
}
