using System.Numerics;

namespace ModelGen.Kernels;

/// <summary>Sums down the columns of a matrix: the gradients of biases.</summary>
internal static unsafe class Columns
{
    /// <summary>sum[j] (= or +=) x[0, j] + x[1, j] + ..., in this order.</summary>
    public static void Sum(float* x, long rows, int columns, float* sum, bool accumulate)
    {
        int width = Vector<float>.Count;
        int j = 0;
        for (; j <= columns - (4 * width); j += 4 * width)
        {
            Vector<float> s0 = Vector<float>.Zero, s1 = s0, s2 = s0, s3 = s0;
            if (accumulate)
            {
                (s0, s1, s2, s3) = (Vector.Load(sum + j), Vector.Load(sum + j + width), Vector.Load(sum + j + (2 * width)),
                    Vector.Load(sum + j + (3 * width)));
            }
            float* p = x + j;
            for (long i = 0; i < rows; i++, p += columns)
            {
                s0 += Vector.Load(p);
                s1 += Vector.Load(p + width);
                s2 += Vector.Load(p + (2 * width));
                s3 += Vector.Load(p + (3 * width));
            }

            s0.Store(sum + j);
            s1.Store(sum + j + width);
            s2.Store(sum + j + (2 * width));
            s3.Store(sum + j + (3 * width));
        }

        for (; j <= columns - width; j += width)
        {
            Vector<float> s = accumulate ? Vector.Load(sum + j) : Vector<float>.Zero;
            for (long i = 0; i < rows; i++) { s += Vector.Load(x + (i * columns) + j); }
            s.Store(sum + j);
        }

        for (; j < columns; j++)
        {
            float s = accumulate ? sum[j] : 0f;
            for (long i = 0; i < rows; i++) { s += x[(i * columns) + j]; }
            sum[j] = s;
        }
    }
}
