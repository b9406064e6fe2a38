using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;

namespace ModelGen;

/// <summary>
/// The compiled kernels of one device. ILGPU holds them weakly; here they live as long as the device. A kernel is compiled
/// when it is first launched, so a program compiles its kernels in the order of its steps.
/// </summary>
internal sealed class KernelCompiler(GpuContext context, Accelerator accelerator)
{
    // The C# compiler makes one delegate for each closed kernel method, so the first table is found by reference and without an allocation.
    private readonly ConcurrentDictionary<Delegate, Delegate> _launchers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MethodInfo, Delegate> _byMethod = [];

    /// <summary>What launches <paramref name="kernel"/>: its arguments after a stream and the numbers of groups and threads.</summary>
    public TLauncher Get<TLauncher>(Delegate kernel) where TLauncher : Delegate =>
        Unsafe.As<TLauncher>(_launchers.TryGetValue(kernel, out Delegate? launcher) ? launcher : Add<TLauncher>(kernel));

    /// <summary>The text of an OpenCL kernel, to be replaced before the driver sees it.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Source>k__BackingField")]
    internal static extern ref string Source(CLCompiledKernel kernel);

    /// <summary>What compiles for an accelerator.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Backend")]
    internal static extern Backend BackendOf(Accelerator accelerator);

    private Delegate Add<TLauncher>(Delegate kernel) where TLauncher : Delegate
    {
        lock (_byMethod)
        {
            if (!_byMethod.TryGetValue(kernel.Method, out Delegate? launcher))
            {
                launcher = context.Compile(BackendOf(accelerator), kernel.Method, Load<TLauncher>);
                _byMethod.Add(kernel.Method, launcher);
            }

            return _launchers[kernel] = launcher;
        }
    }

    private TLauncher Load<TLauncher>(CompiledKernel compiled) where TLauncher : Delegate
    {
        if (compiled is CLCompiledKernel openCL)
        {
            ref string source = ref Source(openCL);
            source = KernelText.WithBothFences(source);
        }

        return accelerator.LoadKernel(compiled).CreateLauncherDelegate<TLauncher>();
    }
}
