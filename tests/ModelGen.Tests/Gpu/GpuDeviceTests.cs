using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace ModelGen.Tests.Gpu;

/// <summary>Opening devices, the memory on them, and launching.</summary>
[Collection(nameof(CpuAcceleratorTests))]
public sealed class GpuDeviceTests
{
    private static readonly GpuDevice s_device = GpuDevice.CpuAccelerator();

    [Fact]
    public void An_absent_device_is_an_error_that_says_what_there_is()
    {
        var cuda = Assert.Throws<InvalidOperationException>(() => Device.Cuda(99));
        Assert.StartsWith("There is no CUDA device 99. There is: CPU, ", cuda.Message);
        var openCL = Assert.Throws<InvalidOperationException>(() => Device.OpenCL(99));
        Assert.StartsWith("There is no OpenCL device 99. There is: CPU, ", openCL.Message);
        Assert.Throws<InvalidOperationException>(() => Device.Cuda(-1));
        Assert.Throws<InvalidOperationException>(() => Device.OpenCL(-1));
    }

    [Fact]
    public void The_best_device_is_found_without_an_error_and_is_always_the_same()
    {
        Device best = Device.Best;
        Assert.Same(best, Device.Best);
        Assert.True(best is CpuDevice || best.Name.Contains("CUDA", StringComparison.Ordinal)
            || best.Name.Contains("OpenCL", StringComparison.Ordinal));
    }

    [Fact]
    public void Values_come_back_as_they_went_in_whatever_their_number()
    {
        // More than the staging memory holds (4,194,304 values), and a second upload that overlaps the first.
        const int length = 4_194_304 + 1_000;
        using Arena arena = s_device.Allocate(length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) { values[i] = i; }
        arena.Upload(values);
        arena.Upload([-1f, -2f, -3f], offset: length - 5);
        (values[^5], values[^4], values[^3]) = (-1f, -2f, -3f);
        float[] back = new float[length];
        arena.Download(back);
        Assert.Equal(values, back);
        arena.Download(back.AsSpan(0, 2), offset: length - 4);
        Assert.Equal([-2f, -3f], back[..2]);
        arena.Clear();
        arena.Download(back);
        Assert.All(back, static v => Assert.Equal(0f, v));
    }

    [Fact]
    public void A_slice_outside_an_arena_is_refused()
    {
        using Arena arena = s_device.Allocate(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => arena.Slice(5, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => arena.Upload(new float[3], offset: 8));
        Assert.True(arena.Slice(10, 0).IsEmpty);
    }

    [Fact]
    public void The_first_kernel_that_cannot_be_compiled_is_named_by_all_later_errors()
    {
        // A context of its own: the failure spoils it.
        var context = new GpuContext(static builder => builder);
        using var backend = new ILGPU.Backends.PTX.PTXBackend(
            context.Context, new ILGPU.Runtime.Cuda.CudaArchitecture(9, 0), new ILGPU.Runtime.Cuda.CudaInstructionSet(8, 8), null!);
        Action<ArrayView<float>, int> broken = Throws, sound = Sets;
        var first = Assert.Throws<InvalidOperationException>(() => context.Compile(backend, broken.Method, static kernel => kernel));
        Assert.StartsWith("ILGPU cannot compile the kernel GpuDeviceTests.Void Throws(", first.Message);
        var second = Assert.Throws<InvalidOperationException>(() => context.Compile(backend, sound.Method, static kernel => kernel));
        Assert.StartsWith("ILGPU cannot compile the kernel GpuDeviceTests.Void Sets(", second.Message);
        Assert.Contains("because of the first one that failed in this process, GpuDeviceTests.Void Throws(", second.Message);
    }

    [Fact]
    public void A_launch_allocates_nothing()
    {
        using var bench = new Bench(s_device, batch: 1);
        var (y, _) = bench.Room(TwentyOne.Size);
        long Allocated(int launches)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < launches; i++) { Kernels.Elementwise.Forward<TwentyOne, Kernels.ReLU>(bench.Step, y, y); }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(3);

        // ILGPU's CPU accelerator allocates something for each of its launches; ours is asked for in vain.
        long ilgpu = AllocatedByIlgpu(s_device);
        // The least of a few counts: now and then the runtime compiles something anew meanwhile.
        Assert.InRange(Enumerable.Range(0, 10).Min(_ => Allocated(20)), 0, ilgpu * 20);
    }

    private static long AllocatedByIlgpu(GpuDevice device)
    {
        Action<AcceleratorStream, KernelConfig, ArrayView<float>, ArrayView<float>, int> launch =
            KernelLoaders.LoadKernel<ArrayView<float>, ArrayView<float>, int>(device.Accelerator,
                Kernels.Elementwise.ForwardKernel<Kernels.ReLU>);
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = device.Accelerator.Allocate1D<float>(TwentyOne.Size);
        ArrayView<float> view = buffer.View.BaseView;
        launch(device.Stream, (1, GpuDevice.GroupSize), view, view, TwentyOne.Size);
        launch(device.Stream, (1, GpuDevice.GroupSize), view, view, TwentyOne.Size);
        long before = GC.GetAllocatedBytesForCurrentThread();
        launch(device.Stream, (1, GpuDevice.GroupSize), view, view, TwentyOne.Size);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Throws(ArrayView<float> y, int n)
    {
        if (n < 0) { throw new InvalidOperationException(); }
        y[n] = 1f;
    }

    private static void Sets(ArrayView<float> y, int n) => y[n] = 1f;
}
