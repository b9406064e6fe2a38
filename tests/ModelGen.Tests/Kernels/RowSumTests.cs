using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>The sum of weighted rows against two loops in double, at every width that a kernel may ask for.</summary>
public unsafe class RowSumTests
{
    // What lies beside a row must neither be read into a result nor be written.
    private const float Guard = float.NaN;

    // Odd, so that no row begins on a vector's boundary.
    private const int Before = 3, After = 5;

    public static TheoryData<int> WidthsOf512 => WidthsOf<Simd512>();

    public static TheoryData<int> WidthsOf256 => WidthsOf<Simd256>();

    public static TheoryData<int> WidthsOf128 => WidthsOf<Simd128>();

    public static TheoryData<int> WidthsOfScalar => WidthsOf<SimdScalar>();

    [Theory]
    [MemberData(nameof(WidthsOf512))]
    public void Vectors_of_16_equal_two_loops(int vectors) => Check<Simd512>(vectors);

    [Theory]
    [MemberData(nameof(WidthsOf256))]
    public void Vectors_of_8_equal_two_loops(int vectors) => Check<Simd256>(vectors);

    [Theory]
    [MemberData(nameof(WidthsOf128))]
    public void Vectors_of_4_equal_two_loops(int vectors) => Check<Simd128>(vectors);

    [Theory]
    [MemberData(nameof(WidthsOfScalar))]
    public void Single_floats_equal_two_loops(int vectors) => Check<SimdScalar>(vectors);

    private static TheoryData<int> WidthsOf<V>() where V : struct, ISimd<V> => [.. Enumerable.Range(1, 2 * V.MaxRows)];

    private static void Check<V>(int vectors) where V : struct, ISimd<V>
    {
        NarrowerVectors.SkipUnlessHere<V>();
        foreach (int count in new[] { 0, 1, 2, 9, 40 }) { Check<V>(vectors, count); }
    }

    private static void Check<V>(int vectors, int count) where V : struct, ISimd<V>
    {
        var random = new Random((100 * vectors) + count);
        int width = vectors * V.Width;

        // Rows begin anywhere, so some overlap and some come twice; what no row covers is a guard. A list is longer than its count.
        int[] places = [.. Enumerable.Range(0, count + 1).Select(i => i == 1 ? 0 : random.Next(4 * width))];
        float[] values = [.. Values(random, count), Guard];
        float[] source = [.. Enumerable.Repeat(Guard, 5 * width)];
        foreach (int place in places[..count]) { Values(random, width).CopyTo(source, place); }
        float[] target = [.. Enumerable.Repeat(Guard, Before), .. Values(random, width), .. Enumerable.Repeat(Guard, After)];
        float[] before = [.. target];
        fixed (float* pTarget = target, pSource = source, pValues = values)
        fixed (int* pPlaces = places)
        {
            RowSum.Add<V>(vectors, pTarget + Before, pSource, new SparseVector(pPlaces, pValues, count));
        }

        Assert.All(target[..Before], value => Assert.Equal(Guard, value));
        Assert.All(target[^After..], value => Assert.Equal(Guard, value));
        for (int i = 0; i < width; i++)
        {
            double sum = before[Before + i];
            for (int k = 0; k < count; k++) { sum += (double)values[k] * source[places[k] + i]; }

            // Sums of up to 40 products below 1 in float32.
            Assert.Equal(sum, target[Before + i], 1e-5);
        }
    }

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
}
