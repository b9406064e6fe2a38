#pragma warning disable IDE0060
namespace ModelGen.Kernels;

// Stand-ins until the GPU kernels land.
public static partial class Conv2D
{
    internal static void GpuForward<S, A>(GpuDevice g, Step s, Block y, Block x, Block w, Block b) where S : struct, IConv2D where A : struct, IActivation => throw new PlatformNotSupportedException();
    internal static void GpuBackwardKernel<S>(GpuDevice g, Step s, Block dw, Block x, Block dy, Block db) where S : struct, IConv2D => throw new PlatformNotSupportedException();
    internal static void GpuBackwardInput<S>(GpuDevice g, Step s, Block dx, Block w, Block dy) where S : struct, IConv2D => throw new PlatformNotSupportedException();
}

public static partial class Dense
{
    internal static void GpuForward<S, A>(GpuDevice g, Step s, Block y, Block x, Block w, Block b) where S : struct, IDense where A : struct, IActivation => throw new PlatformNotSupportedException();
    internal static void GpuBackwardKernel<S>(GpuDevice g, Step s, Block dw, Block x, Block dy, Block db) where S : struct, IDense => throw new PlatformNotSupportedException();
    internal static void GpuBackwardInput<S>(GpuDevice g, Step s, Block dx, Block w, Block dy) where S : struct, IDense => throw new PlatformNotSupportedException();
}

public static partial class MaxPool
{
    internal static void GpuForward<S>(GpuDevice g, Step s, Block y, Block winners, Block x) where S : struct, IPool2D => throw new PlatformNotSupportedException();
    internal static void GpuBackward<S>(GpuDevice g, Step s, Block dx, Block winners, Block dy) where S : struct, IPool2D => throw new PlatformNotSupportedException();
}

public static partial class AveragePool
{
    internal static void GpuForward<S>(GpuDevice g, Step s, Block y, Block x) where S : struct, IPool2D => throw new PlatformNotSupportedException();
    internal static void GpuBackward<S>(GpuDevice g, Step s, Block dx, Block dy) where S : struct, IPool2D => throw new PlatformNotSupportedException();
}

public static partial class GlobalAveragePool
{
    internal static void GpuForward<S>(GpuDevice g, Step s, Block y, Block x) where S : struct, IRows => throw new PlatformNotSupportedException();
    internal static void GpuBackward<S>(GpuDevice g, Step s, Block dx, Block dy) where S : struct, IRows => throw new PlatformNotSupportedException();
}

public static partial class Dropout
{
    internal static void GpuApply<S>(GpuDevice g, Step s, Block y, Block x) where S : struct, IDropout => throw new PlatformNotSupportedException();
}

public static partial class Elementwise
{
    internal static void GpuForward<S, A>(GpuDevice g, Step s, Block y, Block x) where S : struct, ISize where A : struct, IActivation => throw new PlatformNotSupportedException();
    internal static void GpuBackward<S, A>(GpuDevice g, Step s, Block dx, Block y, Block dy) where S : struct, ISize where A : struct, IActivation => throw new PlatformNotSupportedException();
}

public static partial class Softmax
{
    internal static void GpuForward<S>(GpuDevice g, Step s, Block y, Block x) where S : struct, IRows => throw new PlatformNotSupportedException();
    internal static void GpuBackward<S>(GpuDevice g, Step s, Block dx, Block y, Block dy) where S : struct, IRows => throw new PlatformNotSupportedException();
}

internal static partial class Lanes
{
    internal static void GpuAdd(GpuDevice g, Step s, Block gradient, Block lanes) => throw new PlatformNotSupportedException();
}

