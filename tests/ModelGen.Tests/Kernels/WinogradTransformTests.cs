using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Winograd's three transforms along a line, together, against the filter's two outputs in double.</summary>
public unsafe class WinogradTransformTests
{
    // What lies between the places of a line must neither be read into a result nor be written.
    private const float Guard = float.NaN;

    // Floats between one place of a line and the next, beside its vector: inputs, taps and values at the points lie differently.
    private const int InputGap = 1, TapGap = 2, PointGap = 3;

    // Inputs and taps are below 1. The products whose sum an output is are then below 2 + 3 + 3 = 8 together for 4 points, and below
    // 16.7 + 31 + 10 < 58 for 6 (inputs' values below 10, 10, 10, 6, 6, 10; taps' below 1/4, 5/6, 5/6, 31/24, 31/24, 1; the second output
    // takes two of the products twice). Each part of the sum was rounded to 2^-24 of it at most 6 times (13 times): once (3 times) in the
    // input's value, twice (5 times, with the constants 1/6 and 1/24) in the taps', once in the product, twice (4 times) in the sum.
    // 6 x 8 x 2^-24 = 2.9e-6 and 13 x 58 x 2^-24 = 4.5e-5. A coefficient that is wrong by its smallest step is off by some 1e-2.
    private static double ToleranceOf(int points) => points == 4 ? 3e-6 : 5e-5;

    // Of such taps all values at the points are whole numbers: at 6 points taps are divided by 4, 6 and 24. The rounded 1/6 and 1/24 are
    // off by 2^-25 of them, so that their products with small multiples of 24 are rounded to the whole number that is meant.
    private static int TapsAreMultiplesOf(int points) => points == 4 ? 2 : 24;

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Vectors_of_16_give_the_filters_outputs(int points) => Check<Simd512>(points);

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Vectors_of_8_give_the_filters_outputs(int points) => Check<Simd256>(points);

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Vectors_of_4_give_the_filters_outputs(int points) => Check<Simd128>(points);

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Single_floats_give_the_filters_outputs(int points) => Check<SimdScalar>(points);

    [Theory]
    [InlineData(3, 4)]
    [InlineData(5, 6)]
    public void Two_outputs_take_a_point_more_than_taps(int taps, int points) => Assert.Equal(points, Winograd.Points(taps));

    private static void Check<V>(int points) where V : struct, ISimd<V>
    {
        NarrowerVectors.SkipUnlessHere<V>();
        var random = new Random((10 * points) + V.Width);
        for (int round = 0; round < 200; round++)
        {
            Check<V>(points, () => (random.NextSingle() * 2) - 1, () => (random.NextSingle() * 2) - 1, ToleranceOf(points));
            Check<V>(points, () => random.Next(-9, 10), () => random.Next(-9, 10) * TapsAreMultiplesOf(points), tolerance: 0);
        }

        // One tap at a time over one input at a time: every coefficient of the three transforms.
        for (int input = 0; input < points; input++)
        {
            for (int tap = 0; tap < points - 1; tap++)
            {
                int place = 0, tapPlace = 0;
                Check<V>(points, () => place++ / V.Width == input ? 1 : 0,
                    () => tapPlace++ / V.Width == tap ? TapsAreMultiplesOf(points) : 0, tolerance: 0);
            }
        }
    }

    private static void Check<V>(int points, Func<float> input, Func<float> tap, double tolerance) where V : struct, ISimd<V>
    {
        int taps = points - 1;
        float[] d = Lines<V>(points, InputGap, input), g = Lines<V>(taps, TapGap, tap);
        float[] atInputs = Lines<V>(points, PointGap, () => Guard), atTaps = Lines<V>(points, PointGap, () => Guard);
        var outputs = new float[2 * V.Width];
        fixed (float* pd = d, pg = g, pv = atInputs, pu = atTaps, py = outputs)
        {
            Winograd.Input<V>(points, pd, V.Width + InputGap, pv, V.Width + PointGap);
            Winograd.Kernel<V>(points, pg, V.Width + TapGap, pu, V.Width + PointGap);
            AssertOnlyPlacesWritten<V>(atInputs);
            AssertOnlyPlacesWritten<V>(atTaps);
            for (int point = 0; point < points; point++)
            {
                float* v = pv + (point * (V.Width + PointGap)), u = pu + (point * (V.Width + PointGap));
                V.MultiplyAdd(V.Load(v), V.Load(u), V.Of(0)).Store(v);
            }

            Winograd.Output(points, pv, V.Width + PointGap, out V first, out V second);
            first.Store(py);
            second.Store(py + V.Width);
        }

        for (int i = 0; i < 2 * V.Width; i++)
        {
            int output = i / V.Width, lane = i % V.Width;
            double sum = 0;
            for (int k = 0; k < taps; k++)
            {
                sum += (double)g[(k * (V.Width + TapGap)) + lane] * d[((output + k) * (V.Width + InputGap)) + lane];
            }
            if (!(Math.Abs(sum - outputs[i]) <= tolerance))
            {
                Assert.Fail($"{points} points, output {output}, place {lane}: {outputs[i]:G9}, should be {sum:G9} up to {tolerance}.");
            }
        }
    }

    // Vectors of values with a gap after each.
    private static float[] Lines<V>(int count, int gap, Func<float> value) where V : struct, ISimd<V> =>
        [.. Enumerable.Range(0, count * (V.Width + gap)).Select(i => i % (V.Width + gap) < V.Width ? value() : Guard)];

    private static void AssertOnlyPlacesWritten<V>(float[] lines) where V : struct, ISimd<V>
    {
        for (int i = 0; i < lines.Length; i++) { Assert.Equal(i % (V.Width + PointGap) >= V.Width, float.IsNaN(lines[i])); }
    }
}
