using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// Four outputs at a time by Winograd's method along a line, its three transforms together, against the filter's outputs in double.
/// </summary>
public unsafe class WinogradLineTests
{
    // What lies between the places of a line must neither be read into a result nor be written.
    private const float Guard = float.NaN;

    // Floats from one input to the next, and what lies between the places of taps and pieces.
    private const int Step = 3, TapGap = 2, PointGap = 1, PieceGap = 5;

    // Inputs and taps are below 1. Inputs' values are below 12.5, 12.5, 7.5, 15 and 12.5 at 0, 1, 2, 1/2 and infinity, taps' below 1, 10/9,
    // 31/90, 31/180 and 1, and the outputs take products up to 8 times: their parts are below 12.5 + 2 x 13.9 + 2 x 2.6 x (1 + 8) < 88
    // together. Each was rounded to 2^-24 of it at most 19 times: 8 times in the inputs' value, 5 times in the taps' (and its constant),
    // once in the product and 5 times in the sum.
    // 19 x 88 x 2^-24 = 1e-4. A coefficient that is wrong by its smallest step, 1/4, is off by some 1e-2 and more.
    private const double Tolerance = 1e-4;

    [Fact]
    public void Vectors_of_16_give_the_filters_outputs() => Check<Simd512>();

    [Fact]
    public void Vectors_of_8_give_the_filters_outputs() => Check<Simd256>();

    [Fact]
    public void Vectors_of_4_give_the_filters_outputs() => Check<Simd128>();

    [Fact]
    public void Single_floats_give_the_filters_outputs() => Check<SimdScalar>();

    private static void Check<V>() where V : struct, ISimd<V>
    {
        NarrowerVectors.SkipUnlessHere<V>();
        var random = new Random(V.Width);
        for (int outputs = WinogradLine.Outputs; outputs <= 13; outputs++)
        {
            for (int round = 0; round < 20; round++)
            {
                Check<V>(outputs, () => (random.NextSingle() * 2) - 1, () => (random.NextSingle() * 2) - 1);
            }
        }

        // One tap at a time over one input at a time: every coefficient of the three transforms.
        for (int input = 0; input < WinogradLine.Points; input++)
        {
            for (int tap = 0; tap < WinogradLine.Taps; tap++)
            {
                int place = 0, tapPlace = 0;
                Check<V>(WinogradLine.Outputs, () => place++ == input ? 1 : 0, () => tapPlace++ / V.Width == tap ? 1 : 0);
            }
        }
    }

    private static void Check<V>(int outputs, Func<float> input, Func<float> tap) where V : struct, ISimd<V>
    {
        const int taps = WinogradLine.Taps, points = WinogradLine.Points, piece = points + PieceGap;
        int pieces = (outputs + WinogradLine.Outputs - 1) / WinogradLine.Outputs, tapStride = V.Width + TapGap,
            pointStride = V.Width + PointGap;
        float[] d = Guarded(outputs + taps - 1, 1, Step, input), g = Guarded(taps, V.Width, tapStride, tap);
        float[] atInputs = Guarded(pieces, 0, piece, input), atTaps = Guarded(points, 0, pointStride, tap);
        var results = new float[outputs * V.Width];
        fixed (float* pd = d, pg = g, pv = atInputs, pu = atTaps, py = results)
        {
            WinogradLine.Inputs(pd, Step, outputs, pv, piece);
            WinogradLine.Kernel<V>(pg, tapStride, pu, pointStride);
            AssertWritten(atInputs, points, piece);
            AssertWritten(atTaps, V.Width, pointStride);
            var m = new V[points];
            for (int i = 0; i < pieces; i++)
            {
                for (int point = 0; point < points; point++)
                {
                    m[point] = V.MultiplyAdd(V.Of(pv[(i * piece) + point]), V.Load(pu + (point * pointStride)), default);
                }
                WinogradLine.Output(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], out V y0, out V y1, out V y2, out V y3);
                float* y = py + (Math.Min(i * WinogradLine.Outputs, outputs - WinogradLine.Outputs) * V.Width);
                y0.Store(y);
                y1.Store(y + V.Width);
                y2.Store(y + (2 * V.Width));
                y3.Store(y + (3 * V.Width));
            }
        }

        for (int i = 0; i < results.Length; i++)
        {
            int output = i / V.Width, lane = i % V.Width;
            double sum = 0;
            for (int k = 0; k < taps; k++) { sum += (double)g[(k * tapStride) + lane] * d[(output + k) * Step]; }
            if (!(Math.Abs(sum - results[i]) <= Tolerance))
            {
                Assert.Fail($"Output {output} of {outputs}, place {lane}: {results[i]:G9}, should be {sum:G9} up to {Tolerance}.");
            }
        }
    }

    // Places of some values each, as far apart as the stride says, and guards between them.
    private static float[] Guarded(int places, int values, int stride, Func<float> value) =>
        [.. Enumerable.Range(0, places * stride).Select(i => i % stride < values ? value() : Guard)];

    private static void AssertWritten(float[] places, int values, int stride)
    {
        for (int i = 0; i < places.Length; i++) { Assert.Equal(i % stride >= values, float.IsNaN(places[i])); }
    }
}
