namespace ModelGen.Kernels;

/// <summary>
/// A convolution with strides of 1 by Winograd's method: tiles of 2 x 2 outputs, each from (kernel + 1) x (kernel + 1) products for every
/// channel in place of 4 x kernel x kernel: 2.25 times fewer for 3 x 3 kernels, 2.8 times for 5 x 5. A strip of some rows of tiles is
/// transformed, [point, tile, channel], multiplied by the transformed kernel, [point, channel, filter], one product for each point, and
/// read back tile by tile, [point, tile, filter]: all of it in the L2 cache. The kernel is transformed again when parameters have changed.
/// </summary>
internal static unsafe class WinogradStrip<S, V> where S : struct, IConv2D where V : struct, ISimd<V>
{
    // So many tiles give the products rows enough, each of which reads a point's kernel once.
    private const int Tiles = 64;

    // Below this, transforming takes longer than it saves.
    private const int FewestChannels = 32;

    /// <summary>Whether the method serves these sizes.</summary>
    public static bool Fits => V.Width > 1 && S.StrideHeight == 1 && S.StrideWidth == 1
        && S.KernelHeight == S.KernelWidth && S.KernelHeight is 3 or 5
        && S.Channels >= FewestChannels && S.Channels % V.Width == 0 && S.Filters >= FewestChannels && S.Filters % V.Width == 0
        && S.OutputHeight >= 2 * Winograd.Outputs && S.OutputWidth >= 2 * Winograd.Outputs;

    /// <summary>Tiles side by side.</summary>
    public static int Columns => (S.OutputWidth + 1) / Winograd.Outputs;

    /// <summary>Rows of tiles.</summary>
    public static int Rows => (S.OutputHeight + 1) / Winograd.Outputs;

    /// <summary>Rows of tiles in a strip.</summary>
    public static int RowsAtATime => Math.Clamp(Tiles / Columns, 1, Rows);

    /// <summary>
    /// Floats from the values at one point to those at the next: an odd number of lines. At distances of 4 KB the values of one tile at all
    /// points would push one another out of the L1 cache.
    /// </summary>
    /// <param name="rows">Rows of tiles in the strip.</param>
    /// <param name="channels">Values of a tile at a point.</param>
    public static long PointStride(int rows, int channels)
    {
        long lines = (((long)rows * Columns * channels) + Arena.Alignment - 1) / Arena.Alignment;
        return (lines | 1) * Arena.Alignment;
    }

    private static int Line => Winograd.Points(S.KernelHeight);

    private static int Points => Line * Line;

    /// <summary>One channel of all filters' kernels.</summary>
    /// <param name="w">The kernel, [row, column, channel, filter].</param>
    /// <param name="u">The transformed one, [point, channel, filter].</param>
    /// <param name="channel">The channel.</param>
    public static void TransformKernel(float* w, float* u, int channel)
    {
        float* lines = stackalloc float[6 * 5 * 16];
        long tap = (long)S.Channels * S.Filters;
        for (int filter = 0; filter < S.Filters; filter += V.Width)
        {
            long place = ((long)channel * S.Filters) + filter;
            for (int column = 0; column < S.KernelWidth; column++)
            {
                Winograd.Kernel<V>(Line, w + place + (column * tap), S.KernelWidth * tap, lines + (column * V.Width),
                    S.KernelWidth * V.Width);
            }

            for (int line = 0; line < Line; line++)
            {
                Winograd.Kernel<V>(Line, lines + (line * S.KernelWidth * V.Width), V.Width, u + place + (line * Line * tap), tap);
            }
        }
    }

    /// <summary>The products of some rows of tiles, [point, tile, filter], in scratch.</summary>
    /// <param name="x">The sample's image.</param>
    /// <param name="u">The transformed kernel.</param>
    /// <param name="row">The first row of tiles.</param>
    /// <param name="rows">How many.</param>
    public static float* Multiply(float* x, float* u, int row, int rows)
    {
        PaddedImage image = PaddedImage.At<S>(x, row * Winograd.Outputs, rows * Winograd.Outputs, Columns * Winograd.Outputs);
        int tiles = rows * Columns;
        long inputs = PointStride(rows, S.Channels), outputs = PointStride(rows, S.Filters);
        float* v = Scratch.Get(Scratch.Strip, Points * (inputs + outputs));
        float* m = v + (Points * inputs);
        float* lines = stackalloc float[6 * 6 * 16];
        for (int tile = 0; tile < tiles; tile++)
        {
            float* from = image.Start + (tile / Columns * Winograd.Outputs * image.RowStride)
                + (tile % Columns * Winograd.Outputs * S.Channels);
            for (int channel = 0; channel < S.Channels; channel += V.Width)
            {
                TransformInput(from + channel, image.RowStride, lines, v + ((long)tile * S.Channels) + channel, inputs);
            }
        }

        for (int point = 0; point < Points; point++)
        {
            Product.Multiply(tiles, S.Filters, new Terms(1, S.Channels, 0, 1), v + (point * inputs), S.Channels,
                u + ((long)point * S.Channels * S.Filters), S.Filters, m + (point * outputs), S.Filters);
        }

        return m;
    }

    private static void TransformInput(float* x, long rowStride, float* lines, float* v, long pointStride)
    {
        for (int column = 0; column < Line; column++)
        {
            Winograd.Input<V>(Line, x + (column * S.Channels), rowStride, lines + (column * V.Width), Line * V.Width);
        }
        for (int line = 0; line < Line; line++)
        {
            Winograd.Input<V>(Line, lines + (line * Line * V.Width), V.Width, v + (line * Line * pointStride), pointStride);
        }
    }

    /// <summary>The four outputs of a tile, for a vector of filters.</summary>
    /// <param name="m">The tile's first product for these filters.</param>
    /// <param name="pointStride">Floats from one point's product to the next.</param>
    /// <param name="lines">Room for twelve vectors.</param>
    /// <param name="bias">These filters' biases, or null.</param>
    /// <param name="y00">The first row's first.</param>
    /// <param name="y01">The first row's second.</param>
    /// <param name="y10">The second row's first.</param>
    /// <param name="y11">The second row's second.</param>
    public static void Outputs(float* m, long pointStride, float* lines, float* bias, out V y00, out V y01, out V y10, out V y11)
    {
        for (int column = 0; column < Line; column++)
        {
            Winograd.Output(Line, m + (column * pointStride), Line * pointStride, out V above, out V below);
            above.Store(lines + (column * V.Width));
            below.Store(lines + ((Line + column) * V.Width));
        }

        Winograd.Output(Line, lines, V.Width, out y00, out y01);
        Winograd.Output(Line, lines + (Line * V.Width), V.Width, out y10, out y11);
        if (bias == null) { return; }
        V b = V.Load(bias);
        (y00, y01, y10, y11) = (y00 + b, y01 + b, y10 + b, y11 + b);
    }
}

/// <summary>Winograd's method as far as it does not depend on the vectors.</summary>
internal static unsafe class WinogradKernel
{
    /// <summary>Whether the CPU convolves these sizes by Winograd's method.</summary>
    public static bool Fits<S>() where S : struct, IConv2D => Simd.Fact<FitsFact<S>, bool>();

    /// <summary>Transforms a kernel, one task for each channel.</summary>
    public static void Transform<S>(Step s, Block u, Block w) where S : struct, IConv2D
    {
        if (Fits<S>()) { Simd.Run(new TransformKernel<S>(s, u, w)); }
    }

    private readonly struct TransformKernel<S>(Step s, Block u, Block w) : ISimdKernel where S : struct, IConv2D
    {
        public void Run<V>() where V : struct, ISimd<V>
        {
            var task = new TransformTask<S, V> { U = u.Pointer, W = w.Pointer };
            s.Run(ref task, S.Channels, 2 * u.Length);
        }
    }

    private struct TransformTask<S, V> : ITask where S : struct, IConv2D where V : struct, ISimd<V>
    {
        public float* U, W;

        public readonly void Execute(int index) => WinogradStrip<S, V>.TransformKernel(W, U, index);
    }

    private readonly struct FitsFact<S> : ISimdFact<bool> where S : struct, IConv2D
    {
        public static bool Of<V>() where V : struct, ISimd<V> => WinogradStrip<S, V>.Fits;
    }
}
