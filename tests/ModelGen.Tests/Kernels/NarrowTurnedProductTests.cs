using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// The product with a turned matrix of few columns against three loops, for every number of columns that it may be asked for.
/// </summary>
public unsafe class NarrowTurnedProductTests
{
    // What lies before and after a matrix must neither be read into a result nor be written.
    private const float Guard = float.NaN;

    // Odd, so that no matrix begins on a vector's boundary; more than a vector after the end.
    private const int Before = 3, After = 21;

    public static TheoryData<int> Columns => [.. Enumerable.Range(1, 15)];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Equals_three_loops(int columns)
    {
        Assert.SkipUnless(NarrowProduct.Fits(columns), "On this CPU they are not few.");
        foreach (int rows in new[] { 1, 2, 7 })
        {
            foreach (int inputs in new[] { 1, 9, 31, 32, 33, 64, 1_000 }) { Check(rows, inputs, columns); }
        }
    }

    // In small integers nothing is rounded.
    private static void Check(int rows, int inputs, int columns)
    {
        var random = new Random((1000 * columns) + (10 * rows) + inputs);
        float[] y = Guarded(rows * columns, () => random.Next(-3, 4)), w = Guarded(inputs * columns, () => random.Next(-3, 4));
        float[] panels = Guarded(inputs * columns, () => Guard), x = Guarded(rows * inputs, () => Guard);
        MatrixPanels.FromRows(w.AsSpan(Before, inputs * columns), panels.AsSpan(Before, inputs * columns), columns);
        fixed (float* py = y, pw = panels, px = x)
        {
            NarrowTurnedProduct.Multiply(rows, inputs, columns, py + Before, pw + Before, px + Before);
        }
        Assert.All(x[..Before], value => Assert.Equal(Guard, value));
        Assert.All(x[^After..], value => Assert.Equal(Guard, value));
        for (int i = 0; i < rows * inputs; i++)
        {
            float sum = 0;
            for (int k = 0; k < columns; k++) { sum += y[Before + (i / inputs * columns) + k] * w[Before + (i % inputs * columns) + k]; }
            Assert.True(sum == x[Before + i],
                $"{rows} x {inputs} x {columns}: [{i / inputs}, {i % inputs}] is {x[Before + i]}, should be {sum}.");
        }
    }

    private static float[] Guarded(int count, Func<float> next) =>
        [.. Enumerable.Repeat(Guard, Before), .. Enumerable.Range(0, count).Select(_ => next()), .. Enumerable.Repeat(Guard, After)];
}
