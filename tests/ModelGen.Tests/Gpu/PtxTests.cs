using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Xunit;

namespace ModelGen.Tests.Gpu;

/// <summary>
/// What ILGPU makes of every kernel for an sm_90 GPU, which needs no GPU: the text is checked for all that ilgpu gets wrong without the
/// recipe.
/// </summary>
public sealed class PtxTests
{
    private static readonly Context s_context = Context.Create(static builder => KernelRecipe.Settings(builder));
    private static readonly PTXBackend s_backend = WithRecipe(Backend(s_context));

    /// <summary>In brief every fourth.</summary>
    public static TheoryData<string> Kernels => [.. Extent.Pick(GpuKernels.All.Select(GpuKernels.NameOf), step: 4)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void The_text_of_a_kernel_has_no_faults(string name)
    {
        MethodInfo kernel = GpuKernels.All.Single(k => GpuKernels.NameOf(k) == name);
        string ptx = Compile(s_backend, kernel);
        string faults = string.Join("; ", KernelText.FaultsOfPtx(ptx));
        Assert.True(faults.Length == 0, $"{name}: {faults}\n{ptx}");
    }

    [Fact]
    public void Every_kernel_of_the_library_is_in_the_list()
    {
        const BindingFlags all = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        IEnumerable<MethodInfo> kernels = typeof(Device).Assembly.GetTypes().SelectMany(type => type.GetMethods(all))
            .Where(method => method.Name.EndsWith("Kernel", StringComparison.Ordinal) && method.GetParameters() is [var first, ..]
                && IsView(first.ParameterType));
        Assert.Equal(Names(kernels), Names(GpuKernels.All));

        static bool IsView(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArrayView<>);
        static IEnumerable<string> Names(IEnumerable<MethodInfo> methods) =>
            methods.Select(m => $"{m.DeclaringType!.Name}.{m.Name}").Distinct().Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Level_O2_moves_a_load_over_a_barrier_and_the_check_sees_it()
    {
        using Context context = Context.Create(static builder =>
            builder.EnableAlgorithms().Optimize(OptimizationLevel.O2).Inlining(InliningMode.Aggressive));
        string ptx = Compile(Backend(context), Probe);
        Assert.Contains("ld.shared", ptx);
        Assert.Equal(["it stores to shared memory after a load without a barrier between them"], KernelText.FaultsOfPtx(ptx));
        Assert.Empty(KernelText.FaultsOfPtx(Compile(s_backend, Probe)));
    }

    [Fact]
    public void Level_O1_without_the_recipe_leaves_accesses_generic_and_the_check_sees_it()
    {
        using Context context = Context.Create(static builder => KernelRecipe.Settings(builder));
        string fault = Assert.Single(KernelText.FaultsOfPtx(Compile(Backend(context), Probe)));
        Assert.StartsWith("it accesses memory without saying which: ", fault);
    }

    [Theory]
    [InlineData(nameof(Kernel.WithLocalMemory), "it uses local memory, which lies in global memory")]
    [InlineData(nameof(Kernel.WithUndefinedFunction), "it calls a function that nobody defines")]
    [InlineData(nameof(Kernel.WithConstantOnTheLeft),
        "it chooses by a comparison with a constant on its left, where ILGPU mistakes NaN: setp.ltu.f32\t%p1, %f1, 0f00000000;")]
    [InlineData(nameof(Kernel.WithoutFirstBarrier), "it loads from shared memory after a store without a barrier between them")]
    [InlineData(nameof(Kernel.WithoutSecondBarrier), "it stores to shared memory after a load without a barrier between them")]
    public void A_kernel_with_a_fault_is_caught(string kernel, string fault) =>
        Assert.Contains(fault, KernelText.FaultsOfPtx(Compile(s_backend, typeof(Kernel).GetMethod(kernel)!)));

    [Fact]
    public void A_backend_without_the_recipe_does_not_pass_the_test_at_start_up()
    {
        GpuContext context = GpuContext.Cpu;
        var error = Assert.Throws<InvalidOperationException>(() => KernelSelfTest.Run(context, Backend(context.Context)));
        Assert.Contains("accesses memory without saying which", error.Message);
        KernelSelfTest.Run(context, WithRecipe(Backend(context.Context)));
    }

    /// <summary>Kernels that must not pass.</summary>
    private static class Kernel
    {
        public static void WithLocalMemory(ArrayView<float> y, ArrayView<float> x, int n)
        {
            ArrayView<float> memory = LocalMemory.Allocate<float>(8);
            for (int i = 0; i < n; i++) { memory[i % 8] = x[i]; }
            y[0] = memory[n % 8];
        }

        public static void WithUndefinedFunction(ArrayView<float> y, ArrayView<float> x, int n) => y[n] = MathF.Cbrt(x[n]);

        public static void WithConstantOnTheLeft(ArrayView<float> y, ArrayView<float> x, int n)
        {
            float value = x[n];
            y[n] = 0f > value ? 0f : value;
        }

        public static void WithoutFirstBarrier(ArrayView<float> y, ArrayView<float> x, int n)
        {
            ArrayView<float> shared = SharedMemory.Allocate<float>(GpuDevice.GroupSize);
            shared[Group.IdxX] = x[n];
            y[n] = shared[n];
        }

        public static void WithoutSecondBarrier(ArrayView<float> y, ArrayView<float> x, int n)
        {
            ArrayView<float> shared = SharedMemory.Allocate<float>(GpuDevice.GroupSize);
            float sum = 0f;
            for (int i = 0; i < n; i++)
            {
                shared[Group.IdxX] = x[i];
                Group.Barrier();
                sum += shared[GpuDevice.GroupSize - 1 - Group.IdxX];
            }

            y[n] = sum;
        }
    }

    private static MethodInfo Probe => ((Action<ArrayView<float>, ArrayView<float>, int>)KernelSelfTest.Probe).Method;

    private static PTXBackend Backend(Context context) => new(context, new CudaArchitecture(9, 0), new CudaInstructionSet(8, 8), null!);

    private static PTXBackend WithRecipe(PTXBackend backend)
    {
        KernelRecipe.Apply(backend);
        return backend;
    }

    private static string Compile(PTXBackend backend, MethodInfo kernel)
    {
        lock (s_context)
        {
            EntryPointDescription entry = EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
            return ((PTXCompiledKernel)backend.Compile(entry, new KernelSpecialization(GpuDevice.GroupSize, null))).PTXAssembly;
        }
    }
}
