namespace ModelGen.Kernels;

/// <summary>
/// A 2D convolution and the max pooling after it in one pass: what is pooled away is never stored. For windows that tile the convolution's
/// output (strides equal to their size, no padding) and activations that never fall (linear, ReLU), so that pooling may come first.
/// Layouts, per sample: x [InputHeight, InputWidth, Channels], w [KernelHeight, KernelWidth, Channels, Filters], b [Filters];
/// y, argmax and dy [pool's OutputHeight, OutputWidth, Filters]. A maximum is a byte, four in the place of a float, and a sample's begin
/// with a float:
/// the place in its window, row by row, 0 to PoolHeight x PoolWidth - 1, of which there may be 255; or <see cref="Closed"/> where ReLU
/// gives 0, so that no gradient goes back.
/// </summary>
public static partial class Conv2DMaxPool
{
    /// <summary>A maximum that ReLU does not let through.</summary>
    public const byte Closed = Tile.Closed;

    // From one sample's maxima to the next's, in bytes.
    private static int ArgmaxStride<S, P>() where S : struct, IConv2D where P : struct, IPool2D =>
        ((P.OutputHeight * P.OutputWidth * S.Filters) + 3) / 4 * 4;

    /// <summary>
    /// y = A(the largest of each window of x conv w + b). In training, argmax = which it was. Leave <paramref name="b"/> out where there is
    /// no bias. A CPU may convolve by Winograd's method where <paramref name="u"/>, the kernel as <see cref="Conv2D.TransformKernel"/>
    /// writes it, is given.
    /// </summary>
    public static void Forward<S, P, A>(Step s, Block y, Block argmax, Block x, Block w, Block b = default, Block u = default)
        where S : struct, IConv2D where P : struct, IPool2D where A : struct, IActivation
    {
        if (s.Gpu is { } gpu) { GpuForward<S, P, A>(gpu, s, y, argmax, x, w, b); }
        else { CpuForward<S, P, A>(s, y, argmax, x, w, b, u); }
    }

    /// <summary>
    /// dw = x conv (dy at the maxima) over the samples of <paramref name="s"/>, in sample order (on a GPU in an order that follows from the
    /// sizes), and db = the sum of dy; nothing where maxima are closed. In a slice both are lanes and are overwritten; else they are
    /// gradients, overwritten or added to as <see cref="Step.Accumulate"/> says.
    /// </summary>
    public static void BackwardKernel<S, P>(Step s, Block dw, Block x, Block argmax, Block dy, Block db = default)
        where S : struct, IConv2D where P : struct, IPool2D
    {
        if (s.Gpu is { } gpu) { GpuBackwardKernel<S, P>(gpu, s, dw, x, argmax, dy, db); }
        else { CpuBackwardKernel<S, P>(s, dw, x, argmax, dy, db); }
    }

    /// <summary>Lays the kernel out as <see cref="BackwardInput"/> reads it. On a GPU nothing is done.</summary>
    public static void PackKernel<S, P>(Step s, Block packed, Block w) where S : struct, IConv2D where P : struct, IPool2D
    {
        if (s.Gpu is null) { CpuPackKernel<S>(s, packed, w); }
    }

    /// <summary>
    /// dx = (dy at the maxima) conv w turned round: the gradient of the input, overwritten or, where <paramref name="add"/> says so, added
    /// to. A GPU reads w, a CPU packed.
    /// </summary>
    public static void BackwardInput<S, P>(Step s, Block dx, Block w, Block packed, Block argmax, Block dy, bool add = false)
        where S : struct, IConv2D where P : struct, IPool2D
    {
        if (s.Gpu is { } gpu) { GpuBackwardInput<S, P>(gpu, s, dx, w, argmax, dy, add); }
        else { CpuBackwardInput<S, P>(s, dx, packed, argmax, dy, add); }
    }
}
