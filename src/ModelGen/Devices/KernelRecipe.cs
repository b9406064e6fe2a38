using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.IR;
using ILGPU.IR.Transformations;

namespace ModelGen;

/// <summary>
/// How ILGPU 1.5.3 is made to compile kernels that are right and fast. Its level O2 moves loads over barriers, and its level O1 leaves
/// every access to global memory generic. So: O1, and what O2 knows about address spaces; on OpenCL also what NaN leads to.
/// </summary>
internal static class KernelRecipe
{
    /// <summary>The settings of a context that compiles with the recipe.</summary>
    public static Context.Builder Settings(Context.Builder builder) =>
        builder.EnableAlgorithms().Optimize(OptimizationLevel.O1).Inlining(InliningMode.Aggressive);

    /// <summary>
    /// Tells a backend's last transformer that every pointer a kernel gets is global memory, which holds for views of device buffers; on
    /// OpenCL has comparisons written out. Before its first kernel.
    /// </summary>
    public static void Apply(Backend backend)
    {
        ImmutableArray<Transformer> transformers = Transformers(backend);
        Transformer last = transformers[^1];
        List<Transformation> steps = [.. last.Transformations];
        int lowering = steps.FindIndex(static step => step is LowerStructures);
        if (lowering < 0)
        {
            throw new InvalidOperationException(
                $"ILGPU {typeof(Context).Assembly.GetName().Version} does not lower structures where version 1.5.3 does, so its kernels "
                    + "cannot be trusted. Use ILGPU 1.5.3.");
        }

        steps.Insert(lowering, new InferKernelAddressSpaces(MemoryAddressSpace.Global));
        int inference = steps.FindIndex(static step => step is InferAddressSpaces);
        if (inference >= 0) { steps[inference] = new InferLocalAddressSpaces(); }
        if (backend is CLBackend) { steps.Add(new UnorderedComparisons()); }
        SetTransformers(backend, transformers.SetItem(transformers.Length - 1, Transformer.Create(last.Configuration, [.. steps])));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_KernelTransformers")]
    private static extern ImmutableArray<Transformer> Transformers(Backend backend);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_KernelTransformers")]
    private static extern void SetTransformers(Backend backend, ImmutableArray<Transformer> transformers);
}
