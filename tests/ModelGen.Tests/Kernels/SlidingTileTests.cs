using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>A convolution along a row against loops in double.</summary>
public unsafe class SlidingTileTests
{
    private const int KernelWidth = 3;

    [Theory]
    [InlineData(8, 1, 1)]
    [InlineData(16, 3, 3)]
    [InlineData(24, 2, 17)]
    [InlineData(40, 3, 16)]
    public void Equals_loops(int outputs, int kernelHeight, int channels)
    {
        int filters = Simd.Width;
        Assert.SkipUnless(SlidingTile.Fits(outputs, filters, KernelWidth, strides: 1), "This CPU has too few registers.");
        var random = new Random(outputs);
        int rowStride = (outputs + KernelWidth - 1) * channels;
        float[] x = Values(random, kernelHeight * rowStride), w = Values(random, kernelHeight * KernelWidth * channels * filters);
        float[] bias = Values(random, filters), before = Values(random, outputs * filters);
        foreach (bool accumulate in new[] { false, true })
        {
            float[] y = [.. before, float.NaN];
            fixed (float* px = x, pw = w, py = y, pb = bias)
            {
                SlidingTile.Convolve(outputs, kernelHeight, channels, px, rowStride, pw, py, accumulate ? null : pb, accumulate);
            }

            for (int i = 0; i < before.Length; i++)
            {
                (int output, int filter) = (i / filters, i % filters);
                double sum = accumulate ? before[i] : bias[filter];
                for (int k = 0; k < kernelHeight * KernelWidth * channels; k++)
                {
                    int row = k / (KernelWidth * channels), place = k % (KernelWidth * channels);
                    sum += (double)x[(row * rowStride) + (output * channels) + place] * w[(k * filters) + filter];
                }

                Assert.Equal(sum, y[i], 1e-4);
            }

            Assert.True(float.IsNaN(y[^1]));
        }
    }

    [Fact]
    public void It_does_not_serve_other_sizes()
    {
        Assert.False(SlidingTile.Fits(16, Simd.Width, kernelWidth: 5, strides: 1));
        Assert.False(SlidingTile.Fits(16, Simd.Width, KernelWidth, strides: 2));
        Assert.False(SlidingTile.Fits(16, Simd.Width + 1, KernelWidth, strides: 1));
        Assert.False(SlidingTile.Fits(17, Simd.Width, KernelWidth, strides: 1));
    }

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
}
