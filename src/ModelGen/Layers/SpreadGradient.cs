namespace ModelGen.Kernels;

/// <summary>
/// The gradient of a convolution's output, spread by the strides and with zeros around it, so that the input's gradient is a plain
/// convolution of it with the turned kernel. Lies in <see cref="Scratch.Task"/>.
/// </summary>
internal readonly unsafe ref struct SpreadGradient
{
    private readonly float* _start;

    private SpreadGradient(float* start) => _start = start;

    private static int Height<S>() where S : struct, IConv2D => S.InputHeight + S.KernelHeight - 1;

    private static int Width<S>() where S : struct, IConv2D => S.InputWidth + S.KernelWidth - 1;

    /// <summary>Makes room, all 0.</summary>
    public static SpreadGradient Of<S>() where S : struct, IConv2D
    {
        int size = checked(Height<S>() * Width<S>() * S.Filters);
        float* start = Scratch.Get(Scratch.Task, size);
        new Span<float>(start, size).Clear();
        return new SpreadGradient(start);
    }

    /// <summary>The place of an output's gradient.</summary>
    public float* At<S>(int row, int column) where S : struct, IConv2D
    {
        int top = S.KernelHeight - 1 - S.PadTop;
        int left = S.KernelWidth - 1 - S.PadLeft;
        return _start + (((((long)(row * S.StrideHeight) + top) * Width<S>()) + (column * S.StrideWidth) + left) * S.Filters);
    }

    /// <summary>Floats from one row of outputs to the next.</summary>
    public long OutputRowStride<S>() where S : struct, IConv2D => (long)S.StrideHeight * Width<S>() * S.Filters;

    /// <summary>dx = this conv <paramref name="turned"/>, as <see cref="KernelPacking.Turned"/> writes it, or added to dx.</summary>
    public void Convolve<S>(float* turned, float* dx, bool add) where S : struct, IConv2D
    {
        long rowLength = (long)Width<S>() * S.Filters;
        var terms = new Terms(S.KernelHeight, S.KernelWidth * S.Filters, rowLength, 1);
        for (int row = 0; row < S.InputHeight; row++, dx += (long)S.InputWidth * S.Channels)
        {
            if (SlidingTile.Fits(S.InputWidth, S.Channels, S.KernelWidth, strides: 1))
            {
                SlidingTile.Convolve(S.InputWidth, S.KernelHeight, S.Filters, _start + (row * rowLength), rowLength, turned, dx, null, add);
            }
            else
            {
                Product.Multiply(S.InputWidth, S.Channels, terms, _start + (row * rowLength), S.Filters, turned, S.Channels, dx, S.Channels,
                    null, add);
            }
        }
    }
}
