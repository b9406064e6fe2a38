using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>The turned matrix, value by value.</summary>
public unsafe class TransposeTests
{
    // What lies outside a matrix must neither be read into a result nor be written.
    private const float Guard = float.NaN;

    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (int rows in new[] { 1, 3, 7, 8, 9, 16, 25, 32 })
            {
                foreach (int columns in new[] { 1, 5, 8, 10, 15, 16, 17, 40 }) { sizes.Add(rows, columns); }
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Writes_each_value_where_it_belongs(int rows, int columns)
    {
        foreach (int gap in new[] { 0, 1, 8, 13 }) { Check(rows, columns, columns + gap, rows + (2 * gap), accumulate: false); }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Adds_each_value_where_it_belongs(int rows, int columns)
    {
        foreach (int gap in new[] { 0, 1, 8, 13 }) { Check(rows, columns, columns + gap, rows + (2 * gap), accumulate: true); }
    }

    private static void Check(int rows, int columns, int fromStride, int toStride, bool accumulate)
    {
        const int before = 3; // so that neither matrix begins on a vector's boundary
        float[] from = [.. Enumerable.Repeat(Guard, before + (rows * fromStride))];
        float[] to = [.. Enumerable.Repeat(Guard, before + (columns * toStride))];
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                (from[before + (r * fromStride) + c], to[before + (c * toStride) + r]) = ((100 * r) + c, 0.5f);
            }
        }

        fixed (float* pFrom = from, pTo = to)
        {
            Transpose.Run(pFrom + before, rows, columns, fromStride, pTo + before, toStride, accumulate);
        }
        Assert.All(to[..before], value => Assert.Equal(Guard, value));
        for (int c = 0; c < columns; c++)
        {
            for (int r = 0; r < toStride; r++)
            {
                float expected = r >= rows ? Guard : (accumulate ? 0.5f : 0f) + (100 * r) + c;
                Assert.Equal(expected, to[before + (c * toStride) + r]);
            }
        }
    }
}
