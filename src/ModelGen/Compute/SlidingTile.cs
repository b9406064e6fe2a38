using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>
/// Convolutions along a row for kernels 3 wide and as many filters as a vector has places. In <see cref="TallTile"/> each value that is
/// loaded serves one multiply-add, and loads are what takes time; here it serves the three columns of the kernel that look at it. Outputs
/// are sums over rows of the kernel, channels, and columns, in this order.
/// </summary>
internal static unsafe class SlidingTile
{
    private const int Columns = 16, HalfColumns = 8;

    /// <summary>Whether it serves these sizes, on this CPU.</summary>
    public static bool Fits(int outputs, int filters, int kernelWidth, int strides) =>
        kernelWidth == 3 && strides == 1 && filters == Simd.Width && Simd.Registers == 32 && outputs % HalfColumns == 0;

    /// <summary>One row of outputs, [output, filter].</summary>
    /// <param name="outputs">How many; <see cref="Fits"/> says which.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="x">Where the first output's window begins.</param>
    /// <param name="rowStride">Floats from one row of the image to the next.</param>
    /// <param name="w">The kernel, [row, column, channel, filter].</param>
    /// <param name="y">The outputs.</param>
    /// <param name="start">What sums start from, a value for each filter; or null.</param>
    /// <param name="accumulate">Whether they start from what is there instead.</param>
    public static void Convolve(int outputs, int kernelHeight, int channels, float* x, long rowStride, float* w, float* y, float* start,
        bool accumulate) =>
        Simd.Run(new Kernel(outputs, kernelHeight, channels, x, rowStride, w, y, start, accumulate));

    private readonly struct Kernel(int outputs, int kernelHeight, int channels, float* x, long rowStride, float* w, float* y, float* start,
        bool accumulate) : ISimdKernel
    {
        public void Run<V>() where V : struct, ISimd<V>
        {
            int column = 0;
            for (; column <= outputs - Columns; column += Columns)
            {
                Multiply<V, Sixteen>(kernelHeight, channels, x + ((long)column * channels), rowStride, w, y + (column * V.Width), start,
                    accumulate);
            }

            for (; column < outputs; column += HalfColumns)
            {
                Multiply<V, Eight>(kernelHeight, channels, x + ((long)column * channels), rowStride, w, y + (column * V.Width), start,
                    accumulate);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<V, R>(int kernelHeight, int channels, float* x, long rowStride, float* w, float* y, float* start,
        bool accumulate) where V : struct, ISimd<V> where R : struct, ITileCount
    {
        long one = channels, four = 4 * one, column = one * V.Width;
        V s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        V s8 = default, s9 = default, s10 = default, s11 = default, s12 = default, s13 = default, s14 = default, s15 = default;
        if (start != null || accumulate)
        {
            float* from = start != null ? start : y;
            int step = start != null ? 0 : V.Width;
            s0 = V.Load(from + (0 * step));
            s1 = V.Load(from + (1 * step));
            s2 = V.Load(from + (2 * step));
            s3 = V.Load(from + (3 * step));
            s4 = V.Load(from + (4 * step));
            s5 = V.Load(from + (5 * step));
            s6 = V.Load(from + (6 * step));
            s7 = V.Load(from + (7 * step));
            if (R.Count > 8)
            {
                s8 = V.Load(from + (8 * step));
                s9 = V.Load(from + (9 * step));
                s10 = V.Load(from + (10 * step));
                s11 = V.Load(from + (11 * step));
                s12 = V.Load(from + (12 * step));
                s13 = V.Load(from + (13 * step));
                s14 = V.Load(from + (14 * step));
                s15 = V.Load(from + (15 * step));
            }
        }

        for (int row = 0; row < kernelHeight; row++, w += 3 * column)
        {
            float* p = x + (row * rowStride), u = w;
            for (int channel = 0; channel < channels; channel++, p++, u += V.Width)
            {
                V left = V.Load(u), middle = V.Load(u + column), right = V.Load(u + (2 * column));
                float* p4 = p + four, p8 = p4 + four, p12 = p8 + four, p16 = p12 + four;
                V v = V.LoadScalar(p);
                s0.AddScaled(v, left);
                v = V.LoadScalar(p + one);
                s1.AddScaled(v, left);
                s0.AddScaled(v, middle);
                v = V.LoadScalar(p + (2 * one));
                s2.AddScaled(v, left);
                s1.AddScaled(v, middle);
                s0.AddScaled(v, right);
                v = V.LoadScalar(p + (3 * one));
                s3.AddScaled(v, left);
                s2.AddScaled(v, middle);
                s1.AddScaled(v, right);
                v = V.LoadScalar(p4);
                s4.AddScaled(v, left);
                s3.AddScaled(v, middle);
                s2.AddScaled(v, right);
                v = V.LoadScalar(p4 + one);
                s5.AddScaled(v, left);
                s4.AddScaled(v, middle);
                s3.AddScaled(v, right);
                v = V.LoadScalar(p4 + (2 * one));
                s6.AddScaled(v, left);
                s5.AddScaled(v, middle);
                s4.AddScaled(v, right);
                v = V.LoadScalar(p4 + (3 * one));
                s7.AddScaled(v, left);
                s6.AddScaled(v, middle);
                s5.AddScaled(v, right);
                v = V.LoadScalar(p8);
                if (R.Count > 8) { s8.AddScaled(v, left); }
                s7.AddScaled(v, middle);
                s6.AddScaled(v, right);
                v = V.LoadScalar(p8 + one);
                s7.AddScaled(v, right);
                if (R.Count > 8)
                {
                    s9.AddScaled(v, left);
                    s8.AddScaled(v, middle);
                    v = V.LoadScalar(p8 + (2 * one));
                    s10.AddScaled(v, left);
                    s9.AddScaled(v, middle);
                    s8.AddScaled(v, right);
                    v = V.LoadScalar(p8 + (3 * one));
                    s11.AddScaled(v, left);
                    s10.AddScaled(v, middle);
                    s9.AddScaled(v, right);
                    v = V.LoadScalar(p12);
                    s12.AddScaled(v, left);
                    s11.AddScaled(v, middle);
                    s10.AddScaled(v, right);
                    v = V.LoadScalar(p12 + one);
                    s13.AddScaled(v, left);
                    s12.AddScaled(v, middle);
                    s11.AddScaled(v, right);
                    v = V.LoadScalar(p12 + (2 * one));
                    s14.AddScaled(v, left);
                    s13.AddScaled(v, middle);
                    s12.AddScaled(v, right);
                    v = V.LoadScalar(p12 + (3 * one));
                    s15.AddScaled(v, left);
                    s14.AddScaled(v, middle);
                    s13.AddScaled(v, right);
                    v = V.LoadScalar(p16);
                    s15.AddScaled(v, middle);
                    s14.AddScaled(v, right);
                    v = V.LoadScalar(p16 + one);
                    s15.AddScaled(v, right);
                }
            }
        }

        s0.Store(y + (0 * V.Width));
        s1.Store(y + (1 * V.Width));
        s2.Store(y + (2 * V.Width));
        s3.Store(y + (3 * V.Width));
        s4.Store(y + (4 * V.Width));
        s5.Store(y + (5 * V.Width));
        s6.Store(y + (6 * V.Width));
        s7.Store(y + (7 * V.Width));
        if (R.Count > 8)
        {
            s8.Store(y + (8 * V.Width));
            s9.Store(y + (9 * V.Width));
            s10.Store(y + (10 * V.Width));
            s11.Store(y + (11 * V.Width));
            s12.Store(y + (12 * V.Width));
            s13.Store(y + (13 * V.Width));
            s14.Store(y + (14 * V.Width));
            s15.Store(y + (15 * V.Width));
        }
    }
}
