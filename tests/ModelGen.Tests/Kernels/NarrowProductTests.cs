using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>The product with few columns against three loops in double, for every number of columns that it may be asked for.</summary>
public unsafe class NarrowProductTests
{
    // What lies before and after a matrix must neither be read into a result nor be written.
    private const float Guard = float.NaN;

    // Odd, so that no matrix begins on a vector's boundary; more than a vector after the end.
    private const int Before = 3, After = 21;

    // Fewer rows than a vector has places, that many, one more, and many times more: there W is taken in several parts.
    private static readonly int[] s_inputs = [1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 4608, 4627];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    public void Equals_three_loops(int columns)
    {
        Assert.SkipUnless(NarrowProduct.Fits(columns), "On this CPU they are not few.");
        foreach (int rows in new[] { 1, 2, 7, 16 })
        {
            foreach (int inputs in s_inputs)
            {
                foreach (bool hasBias in new[] { false, true })
                {
                    var random = new Random((1000 * columns) + (10 * rows) + inputs);

                    // Each of n added products below 1 is rounded, and errors of random signs grow with the square root of n.
                    Check(rows, inputs, columns, hasBias, () => (random.NextSingle() * 2) - 1, 2e-6 * Math.Sqrt(inputs));

                    // Sums of 4,608 products of at most 9 are far below 2^24: nothing is rounded.
                    Check(rows, inputs, columns, hasBias, () => random.Next(-3, 4), tolerance: 0);
                }
            }
        }
    }

    [Fact]
    public void Vectors_of_columns_are_not_narrow()
    {
        Assert.False(NarrowProduct.Fits(Simd.Width));
        Assert.False(NarrowProduct.Fits(2 * Simd.Width));
        Assert.Equal(Simd.Width is 4 or 8, NarrowProduct.Fits(Simd.Width + 1));
        Assert.False(NarrowProduct.Fits(Simd.Width + 12));
        if (Simd.Width > 1) { Assert.True(NarrowProduct.Fits(Simd.Width - 1)); }
    }

    private static void Check(int rows, int inputs, int columns, bool hasBias, Func<float> next, double tolerance)
    {
        float[] x = Guarded(rows * inputs, next), w = Guarded(inputs * columns, next), panels = Guarded(inputs * columns, next),
            b = Guarded(columns, next), y = Guarded(rows * columns, () => Guard);
        MatrixPanels.FromRows(w.AsSpan(Before, inputs * columns), panels.AsSpan(Before, inputs * columns), columns);
        fixed (float* px = x, pw = panels, pb = b, py = y)
        {
            NarrowProduct.Multiply(rows, inputs, columns, px + Before, pw + Before, hasBias ? pb + Before : null, py + Before);
        }

        Assert.All(y[..Before], value => Assert.Equal(Guard, value));
        Assert.All(y[^After..], value => Assert.Equal(Guard, value));
        for (int i = 0; i < rows * columns; i++)
        {
            int row = i / columns, column = i % columns;
            double sum = hasBias ? b[Before + column] : 0;
            for (int k = 0; k < inputs; k++) { sum += (double)x[Before + (row * inputs) + k] * w[Before + (k * columns) + column]; }
            if (!(Math.Abs(sum - y[Before + i]) <= tolerance))
            {
                Assert.Fail(
                    $"{rows} x {inputs} x {columns}{(hasBias ? " + bias" : "")}: [{row}, {column}] is {y[Before + i]:G9}, should be "
                    + $"{sum:G9} up to {tolerance:G3}.");
            }
        }
    }

    private static float[] Guarded(int count, Func<float> next) =>
        [.. Enumerable.Repeat(Guard, Before), .. Enumerable.Range(0, count).Select(_ => next()), .. Enumerable.Repeat(Guard, After)];
}
