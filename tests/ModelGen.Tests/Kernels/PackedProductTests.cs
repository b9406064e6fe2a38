using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>The product through copied panels is the product in place, bit for bit.</summary>
public unsafe class PackedProductTests
{
    [Theory]
    [InlineData(24, 32, 256)]
    [InlineData(25, 33, 257)]
    [InlineData(100, 70, 600)]
    [InlineData(23, 40, 300)]
    [InlineData(37, 5, 1)]
    public void Has_the_bits_of_the_product_in_place(int rows, int columns, int terms)
    {
        var random = new Random(1);
        float[] a = Numbers(random, rows * terms), b = Numbers(random, terms * (columns + 3)), bias = Numbers(random, columns),
            start = Numbers(random, rows * columns);
        foreach (bool turned in new[] { false, true })
        {
            foreach (bool accumulate in new[] { false, true })
            {
                float[] expected = [.. start], actual = [.. start];
                fixed (float* pA = a, pB = b, pBias = bias, pExpected = expected, pActual = actual)
                {
                    (long rowStride, long termStride) = turned ? (1L, (long)rows) : (terms, 1L);
                    float* from = accumulate ? null : pBias;
                    Product.Multiply(rows, columns, new Terms(1, terms, 0, termStride), pA, rowStride, pB, columns + 3, pExpected, columns,
                        from, accumulate);
                    PackedProduct.Multiply(rows, columns, terms, pA, rowStride, termStride, pB, columns + 3, pActual, columns, from,
                        accumulate);
                }

                Assert.NotEqual(start, actual);
                Assert.Equal(expected, actual);
            }
        }
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}
