using System.Runtime.CompilerServices;
using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Each operation of each kind of vectors that this CPU has, place by place, on special numbers and others.</summary>
public unsafe class SimdTests
{
    private const int Widest = 16, Rounds = 300;
    private const float Guard = 777f;

    private static readonly float[] s_numbers =
        [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, 1f, -1f, 2f, 3.25f, -3.25f, 3e38f, 1e-40f, 0.1f];

    [Fact]
    public void Vectors_of_16() => CheckAll<Simd512>();

    [Fact]
    public void Vectors_of_8() => CheckAll<Simd256>();

    [Fact]
    public void Vectors_of_4() => CheckAll<Simd128>();

    [Fact]
    public void Single_floats() => CheckAll<SimdScalar>();

    private static void CheckAll<V>() where V : struct, ISimd<V>
    {
        NarrowerVectors.SkipUnlessHere<V>();
        var random = new Random(V.Width);
        for (int round = 0; round < Rounds; round++)
        {
            float[] a = Draw(random), b = Draw(random), c = Draw(random), d = Draw(random);
            CheckLargest<V>(a, b, c, d);
            CheckBytes<V>(random, a);
            CheckParts<V>(a, 1 + (round % V.Width));
            CheckListed<V>(random);
            CheckPermuted<V>(random, a);
        }

        CheckArithmetic<V>(random);
        CheckTurned<V>();
        CheckColumns<V>(random);
    }

    // Sums in double, to which rows are added in their order.
    private static void CheckColumns<V>(Random random) where V : struct, ISimd<V>
    {
        const int rows = 5, stride = Widest + 3;
        float[] a = [.. Enumerable.Range(0, rows * stride).Select(_ => random.NextSingle() - 0.3f)], b = [.. a.Select(v => (v * 3) - 1)];
        foreach (float[] other in (float[][])[a, b])
        {
            double[] sums = [.. Enumerable.Range(0, Widest).Select(i => (double)i)], products = [.. sums.Select(v => -v)];
            double[] expectedSums = [.. sums], expectedProducts = [.. products];
            for (int row = 0; row < rows; row++)
            {
                for (int i = 0; i < V.Width; i++)
                {
                    expectedSums[i] += a[(row * stride) + i];
                    expectedProducts[i] += (double)a[(row * stride) + i] * other[(row * stride) + i];
                }
            }

            fixed (float* x = a, y = other)
            fixed (double* s = sums, p = products) { V.AddColumns(x, y, stride, rows, s, p); }
            Assert.Equal(expectedSums, sums);
            Assert.Equal(expectedProducts, products);
        }
    }

    // The maximum with its place and without agree, whichever of the four is NaN.
    private static void CheckLargest<V>(float[] a, float[] b, float[] c, float[] d) where V : struct, ISimd<V>
    {
        V largest = Of<V>(a), position = default, below = Of<V>(c), positionBelow = V.OfBits(2);
        V.KeepLarger(Of<V>(b), V.OfBits(1), ref largest, ref position);
        V.KeepLarger(Of<V>(d), V.OfBits(3), ref below, ref positionBelow);
        V.KeepLarger(below, positionBelow, ref largest, ref position);
        float[] expected = Values(largest), places = Values(position);
        Same(expected, Values(V.Largest(Of<V>(a), Of<V>(b), Of<V>(c), Of<V>(d))));
        for (int i = 0; i < V.Width; i++)
        {
            float[] four = [a[i], b[i], c[i], d[i]];
            bool anyNaN = four.Any(float.IsNaN);
            Assert.Equal(anyNaN ? float.NaN : four.Max(), expected[i]);
            int place = anyNaN ? Array.FindIndex(four, float.IsNaN) : Array.IndexOf(four, four.Max());
            Assert.Equal(place, BitConverter.SingleToInt32Bits(places[i]));
        }

        (largest, below, position, positionBelow) = (Of<V>(a), Of<V>(c), default, V.OfBits(2));
        V.KeepLargerNumber(Of<V>(b), V.OfBits(1), ref largest, ref position);
        V.KeepLargerNumber(Of<V>(d), V.OfBits(3), ref below, ref positionBelow);
        V.KeepLarger(below, positionBelow, ref largest, ref position);
        Same(Values(largest), Values(V.LargestOfRows(Of<V>(a), Of<V>(b), Of<V>(c), Of<V>(d))));

        V value = Of<V>(a);
        position = V.OfBits(1);
        V.Rectify(ref value, V.OfBits(255), ref position);
        Same([.. a.Take(V.Width).Select(x => x < 0 ? 0 : x)], Values(value));
        Assert.Equal(a.Take(V.Width).Select(x => x > 0 ? 1 : 255), Values(position).Select(BitConverter.SingleToInt32Bits));
    }

    private static void CheckBytes<V>(Random random, float[] a) where V : struct, ISimd<V>
    {
        byte* bytes = stackalloc byte[Widest + 1], back = stackalloc byte[Widest + 1];
        for (int i = 0; i <= Widest; i++) { (bytes[i], back[i]) = ((byte)random.Next(3), 77); }
        V codes = V.LoadBytes(bytes);
        codes.StoreBytes(back);
        float[] same = Values(V.WhereSame(codes, V.OfBits(1), Of<V>(a))), other = Values(V.WhereOther(codes, V.OfBits(1), Of<V>(a)));
        float[] more = Values(V.AddBits(codes, V.OfBits(1000)));
        for (int i = 0; i < V.Width; i++)
        {
            Assert.Equal(bytes[i], back[i]);
            Assert.Equal(bytes[i] == 1 ? a[i] : 0f, same[i]);
            Assert.Equal(bytes[i] == 1 ? 0f : a[i], other[i]);
            Assert.Equal(bytes[i] + 1000, BitConverter.SingleToInt32Bits(more[i]));
        }

        Assert.Equal(77, back[V.Width]);
    }

    private static void CheckParts<V>(float[] a, int count) where V : struct, ISimd<V>
    {
        float[] to = [.. Enumerable.Repeat(Guard, Widest)];
        fixed (float* from = a, target = to)
        {
            Same([.. a.Take(count), .. new float[V.Width - count]], Values(V.LoadFirst(from, count)));
            V.Load(from).StoreFirst(target, count);
        }

        Same([.. a.Take(count), .. Enumerable.Repeat(Guard, Widest - count)], to);
    }

    private static void CheckListed<V>(Random random) where V : struct, ISimd<V>
    {
        float[] values = [.. Enumerable.Range(0, Widest).Select(_ => random.Next(2) == 0 ? 0f : s_numbers[random.Next(s_numbers.Length)])];
        float[] places = [.. Enumerable.Range(0, Widest).Select(i => BitConverter.Int32BitsToSingle((75 * i) + 5))];
        float* listed = stackalloc float[Widest];
        int* listedPlaces = stackalloc int[Widest];
        int count = V.StoreNonZero(Of<V>(values), Of<V>(places), listed, listedPlaces);
        int[] expected = [.. Enumerable.Range(0, V.Width).Where(i => values[i] != 0f)];
        Assert.Equal(expected.Length, count);
        Same([.. expected.Select(i => values[i])], new Span<float>(listed, count).ToArray());
        Assert.Equal(expected.Select(i => (75 * i) + 5), new Span<int>(listedPlaces, count).ToArray());
    }

    // Of indices only the lowest bits count.
    private static void CheckPermuted<V>(Random random, float[] a) where V : struct, ISimd<V>
    {
        int[] indices = [.. Enumerable.Range(0, Widest).Select(_ => random.Next(256))];
        V permuted = V.Permute(Of<V>(a), V.Indices(Of<V>([.. indices.Select(BitConverter.Int32BitsToSingle)])));
        Same([.. indices.Take(V.Width).Select(i => a[i % V.Width])], Values(permuted));
    }

    private static void CheckArithmetic<V>(Random random) where V : struct, ISimd<V>
    {
        float[] a = [.. Enumerable.Range(0, Widest).Select(_ => random.NextSingle() - 0.5f)], b = [.. a.Reverse()];
        const float scalar = 1f / 3;
        float inMemory = scalar;
        V sum = Of<V>(b), scaled = sum;
        sum.AddProduct(Of<V>(a), V.Of(scalar));
        scaled.AddScaled(V.LoadScalar(&inMemory), Of<V>(a));
        float[] expected = [.. a.Zip(b).Take(V.Width).Select(pair => V.MultiplyAdd(pair.First, scalar, pair.Second))];
        Same(expected, Values(sum));
        Same(expected, Values(scaled));
        Same(expected, Values(V.MultiplyAdd(Of<V>(a), V.Of(scalar), Of<V>(b))));
        Same([.. a.Zip(b).Take(V.Width).Select(pair => pair.First + pair.Second)], Values(Of<V>(a) + Of<V>(b)));
        Same([.. a.Zip(b).Take(V.Width).Select(pair => pair.First - pair.Second)], Values(Of<V>(a) - Of<V>(b)));
        Assert.Equal(V.Width * (V.Width + 1) / 2f, V.Sum(Of<V>([.. Enumerable.Range(1, Widest).Select(i => (float)i)])));
    }

    private static void CheckTurned<V>() where V : struct, ISimd<V>
    {
        const int stride = Widest + 3;
        float* from = stackalloc float[Widest * stride], to = stackalloc float[Widest * stride];
        for (int i = 0; i < Widest * stride; i++) { (from[i], to[i]) = (i, Guard); }
        V.Turn(from, stride, to, stride);
        for (int row = 0; row < V.Width; row++)
        {
            for (int column = 0; column < stride; column++)
            {
                Assert.Equal(column < V.Width ? (column * stride) + row : Guard, to[(row * stride) + column]);
            }
        }
    }

    private static float[] Draw(Random random) => [.. Enumerable.Range(0, Widest).Select(_ => s_numbers[random.Next(s_numbers.Length)])];

    private static V Of<V>(float[] values) where V : struct, ISimd<V>
    {
        fixed (float* first = values) { return V.Load(first); }
    }

    private static float[] Values<V>(V vector) where V : struct, ISimd<V>
    {
        var values = new float[V.Width];
        fixed (float* first = values) { vector.Store(first); }
        return values;
    }

    private static void Same(float[] expected, float[] actual, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        Assert.True(expected.AsSpan().SequenceEqual(actual),
            $"{what}: {string.Join(' ', actual)}, should be {string.Join(' ', expected)}");
}
