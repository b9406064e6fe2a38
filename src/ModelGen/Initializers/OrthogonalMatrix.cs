using System.Runtime.Intrinsics;

namespace ModelGen;

/// <summary>
/// Perpendicular vectors of one length, all of them equally likely (Saxe et al., 2013). They are the Q of a matrix of standard normal
/// numbers, with the signs that make the diagonal of R positive, which is what Gram and Schmidt's way gives. Sums have one order on every
/// CPU.
/// </summary>
internal static class OrthogonalMatrix
{
    /// <summary>Fills a matrix whose columns are perpendicular, or whose rows where they are fewer.</summary>
    /// <param name="values">rows x columns; overwritten.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="gain">The length of each vector.</param>
    /// <param name="numbers">Where the normal numbers come from.</param>
    public static void Fill(Span<float> values, int rows, int columns, double gain, RandomNumbers numbers)
    {
        int length = Math.Max(rows, columns), count = Math.Min(rows, columns);
        var vectors = new double[count][];
        for (int k = 0; k < count; k++)
        {
            double[] vector = vectors[k] = new double[length];
            for (int i = 0; i < length; i++) { vector[i] = numbers.Normals((i * count) + k, attempt: 0).First; }
            Orthogonalize(vector, vectors.AsSpan(0, k));
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                values[(row * columns) + column] = (float)(gain * (rows >= columns ? vectors[column][row] : vectors[row][column]));
            }
        }
    }

    // Takes away what lies along the others; once more where little is left, because then the roundings weigh. Then its length is 1.
    private static void Orthogonalize(double[] vector, ReadOnlySpan<double[]> others)
    {
        for (double before = Length(vector), left = 0; ; before = left)
        {
            foreach (double[] other in others) { AddMultiple(vector, other, -Dot(vector, other)); }
            left = Length(vector);
            if (left > 0.7 * before) { break; }
        }

        double length = Length(vector);
        for (int i = 0; i < vector.Length; i++) { vector[i] /= length; }
    }

    private static double Length(double[] vector) => Math.Sqrt(Dot(vector, vector));

    private static double Dot(double[] a, double[] b)
    {
        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= a.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            sums += Vector256.Create(a, i) * Vector256.Create(b, i);
        }
        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (; i < a.Length; i++) { sum += a[i] * b[i]; }
        return sum;
    }

    private static void AddMultiple(double[] to, double[] from, double factor)
    {
        int i = 0;
        for (; i <= to.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            (Vector256.Create(to, i) + (Vector256.Create(from, i) * factor)).CopyTo(to, i);
        }

        for (; i < to.Length; i++) { to[i] += from[i] * factor; }
    }
}
