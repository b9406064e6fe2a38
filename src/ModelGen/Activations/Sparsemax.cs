namespace ModelGen.Kernels;

/// <summary>
/// Sparsemax along the last axis: the nearest probabilities to x, y = max(x - t, 0) with the t that makes their sum 1 (Martins and
/// Astudillo, 2016). Layouts, per sample: [Rows, Columns].
/// </summary>
public static partial class Sparsemax
{
    /// <summary>y = max(x - t, 0), row by row.</summary>
    public static void Forward<S>(Step s, Block y, Block x) where S : struct, IRows
    {
        if (s.Gpu is { } gpu) { GpuForward<S>(gpu, s, y, x); }
        else { CpuForward<S>(s, y, x); }
    }

    /// <summary>dx = dy - the mean of dy where y is not 0, and 0 where it is, row by row. dx and dy may be the same block.</summary>
    public static void Backward<S>(Step s, Block dx, Block y, Block dy) where S : struct, IRows
    {
        if (s.Gpu is { } gpu) { GpuBackward<S>(gpu, s, dx, y, dy); }
        else { CpuBackward<S>(s, dx, y, dy); }
    }
}
