using ILGPU;
using ILGPU.Runtime;

namespace ModelGen;

internal sealed partial class GpuDevice
{
    /// <summary>How many threads a group of any of the kernels has.</summary>
    public const int GroupSize = 128;

    /// <summary>How many groups give each of <paramref name="count"/> values a thread.</summary>
    public static int GroupsFor(long count) => checked((int)((count + GroupSize - 1) / GroupSize));

    /// <summary>Inside a kernel: the number of this thread among all of its launch.</summary>
    public static int Thread => (Grid.IdxX * GroupSize) + Group.IdxX;

    /// <summary>Begins a kernel on the device's stream.</summary>
    public void Launch<T1, T2, T3>(Action<T1, T2, T3> kernel, int groups, T1 a, T2 b, T3 c)
        where T1 : struct where T2 : struct where T3 : struct
    {
        if (groups > 0)
        {
            lock (_launching)
            {
                _kernels.Get<Action<AcceleratorStream, KernelConfig, T1, T2, T3>>(kernel)(Stream, Config(groups), a, b, c);
            }
        }
    }

    /// <summary>Begins a kernel on the device's stream.</summary>
    public void Launch<T1, T2, T3, T4>(Action<T1, T2, T3, T4> kernel, int groups, T1 a, T2 b, T3 c, T4 d)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        if (groups > 0)
        {
            lock (_launching)
            {
                _kernels.Get<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4>>(kernel)(Stream, Config(groups), a, b, c, d);
            }
        }
    }

    /// <summary>Begins a kernel on the device's stream.</summary>
    public void Launch<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> kernel, int groups, T1 a, T2 b, T3 c, T4 d, T5 e)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct
    {
        if (groups > 0)
        {
            lock (_launching)
            {
                _kernels.Get<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5>>(kernel)(Stream, Config(groups), a, b, c, d, e);
            }
        }
    }

    /// <summary>Begins a kernel on the device's stream.</summary>
    public void Launch<T1, T2, T3, T4, T5, T6>(Action<T1, T2, T3, T4, T5, T6> kernel, int groups, T1 a, T2 b, T3 c, T4 d, T5 e, T6 f)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
    {
        if (groups > 0)
        {
            lock (_launching)
            {
                _kernels.Get<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6>>(kernel)(Stream, Config(groups), a, b, c, d, e,
                    f);
            }
        }
    }

    /// <summary>Begins a kernel on the device's stream.</summary>
    public void Launch<T1, T2, T3, T4, T5, T6, T7>(Action<T1, T2, T3, T4, T5, T6, T7> kernel, int groups, T1 a, T2 b, T3 c, T4 d, T5 e,
        T6 f, T7 g)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
    {
        if (groups > 0)
        {
            lock (_launching)
            {
                _kernels.Get<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7>>(kernel)(Stream, Config(groups), a, b, c,
                    d, e, f, g);
            }
        }
    }

    /// <summary>Begins a kernel on the device's stream.</summary>
    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8>(Action<T1, T2, T3, T4, T5, T6, T7, T8> kernel, int groups, T1 a, T2 b, T3 c, T4 d,
        T5 e, T6 f, T7 g, T8 h)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct where T7 : struct
        where T8 : struct
    {
        if (groups > 0)
        {
            lock (_launching)
            {
                _kernels.Get<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8>>(kernel)(Stream, Config(groups), a, b,
                    c, d, e, f, g, h);
            }
        }
    }

    /// <summary>Begins a kernel on the device's stream.</summary>
    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> kernel, int groups, T1 a, T2 b, T3 c, T4 d, T5 e, T6 f, T7 g, T8 h, T9 i,
        T10 j, T11 k)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct
    {
        if (groups > 0)
        {
            lock (_launching)
            {
                _kernels.Get<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>>(kernel)(Stream,
                    Config(groups), a, b, c, d, e, f, g, h, i, j, k);
            }
        }
    }

    /// <summary>Begins a kernel on the device's stream.</summary>
    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> kernel, int groups, T1 a, T2 b, T3 c, T4 d, T5 e, T6 f, T7 g, T8 h, T9 i,
        T10 j, T11 k, T12 l)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct where T5 : struct where T6 : struct
        where T7 : struct where T8 : struct where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        if (groups > 0)
        {
            lock (_launching)
            {
                _kernels.Get<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>>(kernel)(Stream,
                    Config(groups), a, b, c, d, e, f, g, h, i, j, k, l);
            }
        }
    }

    // An OpenCL kernel is one object with one set of arguments: between setting and launching nobody else may set them.
    private readonly Lock _launching = new();

    private static KernelConfig Config(int groups) => new(groups, GroupSize);
}
