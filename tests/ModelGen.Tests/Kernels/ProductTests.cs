using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>The register-tiled product against three loops in double.</summary>
public unsafe class ProductTests
{
    // What lies outside a matrix must neither be read into a result nor be written.
    private const float Guard = float.NaN;

    public static TheoryData<int, int, int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int, int, int>();
            foreach (int rows in new[] { 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 20, 23, 24, 25, 32, 41 })
            {
                foreach (int columns in new[] { 1, 7, 8, 10, 16, 17, 31, 32, 33, 48, 65 }) { sizes.Add(rows, columns, 3, 5); }
            }

            sizes.Add(24, 32, 5, 5);
            sizes.Add(9, 10, 1, 300);
            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Equals_three_loops(int rows, int columns, int outer, int inner)
    {
        var random = new Random(rows * 1000 + columns);
        const int rowStride = 3, outerStride = 97, innerStride = 2;
        var terms = new Terms(outer, inner, outerStride, innerStride);
        float[] a = Values(random, ((rows - 1) * rowStride) + ((outer - 1) * outerStride) + ((inner - 1) * innerStride) + 1);
        float[] b = Values(random, (outer * inner * columns));
        float[] bias = Values(random, columns);
        int ldc = columns + 3;
        foreach (bool accumulate in new[] { false, true })
        {
            float[] c = [.. Enumerable.Repeat(Guard, rows * ldc)];
            for (int i = 0; i < rows * columns; i++) { c[(i / columns * ldc) + (i % columns)] = i % 3; }
            float[] before = [.. c];
            fixed (float* pa = a, pb = b, pc = c, pbias = bias)
            {
                Product.Multiply(rows, columns, terms, pa, rowStride, pb, columns, pc, ldc, accumulate ? null : pbias, accumulate);
            }

            for (int r = 0; r < rows; r++)
            {
                for (int j = 0; j < ldc; j++)
                {
                    if (j >= columns)
                    {
                        Assert.Equal(Guard, c[(r * ldc) + j]);
                        continue;
                    }

                    double sum = accumulate ? before[(r * ldc) + j] : bias[j];
                    for (int k = 0; k < outer * inner; k++)
                    {
                        sum += (double)a[(r * rowStride) + (k / inner * outerStride) + (k % inner * innerStride)] * b[(k * columns) + j];
                    }

                    // Sums of up to 300 terms below 1 in float32.
                    Assert.Equal(sum, c[(r * ldc) + j], 1e-4);
                }
            }
        }
    }

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
}
