namespace ModelGen.Kernels;

/// <summary>The logarithm of softmax along the last axis. Layouts, per sample: [Rows, Columns].</summary>
public static partial class LogSoftmax
{
    /// <summary>y = x - max - ln(sum of exp(x - max)), row by row.</summary>
    public static void Forward<S>(Step s, Block y, Block x) where S : struct, IRows
    {
        if (s.Gpu is { } gpu) { GpuForward<S>(gpu, s, y, x); }
        else { CpuForward<S>(s, y, x); }
    }

    /// <summary>dx = dy - exp(y) (sum of dy), row by row. dx and dy may be the same block.</summary>
    public static void Backward<S>(Step s, Block dx, Block y, Block dy) where S : struct, IRows
    {
        if (s.Gpu is { } gpu) { GpuBackward<S>(gpu, s, dx, y, dy); }
        else { CpuBackward<S>(s, dx, y, dy); }
    }
}
