namespace ModelGen.Kernels;

/// <summary>The part of an image that some rows of a convolution's output look at, with the zeros around it that they need.</summary>
internal readonly unsafe ref struct PaddedImage
{
    private PaddedImage(float* start, long rowStride)
    {
        Start = start;
        RowStride = rowStride;
    }

    /// <summary>Where the window of the first row's first output begins.</summary>
    public float* Start { get; }

    /// <summary>Floats from one row of the image to the next.</summary>
    public long RowStride { get; }

    /// <summary>For all rows of the output.</summary>
    public static PaddedImage Of<S>(float* x) where S : struct, IConv2D => At<S>(x, 0, S.OutputHeight);

    /// <summary>For <paramref name="rows"/> rows of the output from <paramref name="first"/> on.</summary>
    public static PaddedImage At<S>(float* x, int first, int rows) where S : struct, IConv2D => At<S>(x, first, rows, S.OutputWidth);

    /// <summary>
    /// For <paramref name="rows"/> x <paramref name="columns"/> of the output, which may go beyond its end: there zeros follow.
    /// What must be copied lies in <see cref="Scratch.Task"/>.
    /// </summary>
    public static PaddedImage At<S>(float* x, int first, int rows, int columns) where S : struct, IConv2D
    {
        int top = (first * S.StrideHeight) - S.PadTop;
        int height = ((rows - 1) * S.StrideHeight) + S.KernelHeight;
        int width = ((columns - 1) * S.StrideWidth) + S.KernelWidth;
        long rowLength = (long)S.InputWidth * S.Channels;
        if (top >= 0 && top + height <= S.InputHeight && S.PadLeft == 0 && width <= S.InputWidth)
        {
            return new PaddedImage(x + (top * rowLength), rowLength);
        }

        float* padded = Scratch.Get(Scratch.Task, (long)height * width * S.Channels);
        int existing = Math.Min(S.InputWidth, width - S.PadLeft);
        int before = S.PadLeft * S.Channels, inside = existing * S.Channels, after = (width - S.PadLeft - existing) * S.Channels;
        float* to = padded;
        for (int row = top; row < top + height; row++, to += (long)width * S.Channels)
        {
            if (row < 0 || row >= S.InputHeight)
            {
                new Span<float>(to, width * S.Channels).Clear();
                continue;
            }

            new Span<float>(to, before).Clear();
            new Span<float>(x + (row * rowLength), inside).CopyTo(new Span<float>(to + before, inside));
            new Span<float>(to + before + inside, after).Clear();
        }

        return new PaddedImage(padded, (long)width * S.Channels);
    }
}
