namespace ModelGen.Oracle;

/// <summary>
/// Products summed along an axis of each of two values, each of which may first be divided by its length along it.
/// </summary>
public sealed record Dot(int FirstAxis, int SecondAxis) : Merge
{
    public bool Normalize { get; init; }

    public override int[] Infer(int[][] inputs)
    {
        int[] rest = [.. Others(inputs[0], FirstAxis), .. Others(inputs[1], SecondAxis)];
        return rest.Length == 0 ? [1] : rest;
    }

    public override double[] Forward(Place place, double[][] xs)
    {
        double[][] a = Vectors(xs[0], place.Inputs[0], FirstAxis), b = Vectors(xs[1], place.Inputs[1], SecondAxis);
        return [.. a.SelectMany(u => b.Select(v => u.Zip(v, (p, q) => p * q).Sum() / (Length(u) * Length(v))))];
    }

    public override double[][] Backward(Place place, double[][] xs, double[] y, double[] dy)
    {
        double[][] a = Vectors(xs[0], place.Inputs[0], FirstAxis), b = Vectors(xs[1], place.Inputs[1], SecondAxis);
        double[][] da = [.. a.Select(u => new double[u.Length])], db = [.. b.Select(v => new double[v.Length])];
        for (int i = 0, n = 0; i < a.Length; i++)
        {
            for (int j = 0; j < b.Length; j++, n++)
            {
                double lengths = Length(a[i]) * Length(b[j]);
                for (int k = 0; k < a[i].Length; k++)
                {
                    da[i][k] += dy[n] * ((b[j][k] / lengths) - Drawn(y[n], a[i], k));
                    db[j][k] += dy[n] * ((a[i][k] / lengths) - Drawn(y[n], b[j], k));
                }
            }
        }

        return [Whole(da, place.Inputs[0], FirstAxis), Whole(db, place.Inputs[1], SecondAxis)];
    }

    private double Length(double[] x) => Normalize ? Math.Sqrt(x.Sum(v => v * v)) : 1;

    // The derivative of a cosine lacks what points along the vector itself.
    private double Drawn(double y, double[] x, int k) => Normalize ? y * x[k] / x.Sum(v => v * v) : 0;

    private static int At(int[] shape, int axis) => axis > 0 ? axis - 1 : shape.Length + axis;

    private static IEnumerable<int> Others(int[] shape, int axis) => shape.Where((_, i) => i != At(shape, axis));

    // The vectors along an axis, in the order of the other axes.
    private static double[][] Vectors(double[] x, int[] shape, int axis)
    {
        (int outer, int length, int inner) = Sizes(shape, axis);
        return [.. from o in Enumerable.Range(0, outer) from i in Enumerable.Range(0, inner)
            select Enumerable.Range(0, length).Select(k => x[(((o * length) + k) * inner) + i]).ToArray()];
    }

    private static double[] Whole(double[][] vectors, int[] shape, int axis)
    {
        (int outer, int length, int inner) = Sizes(shape, axis);
        return [.. from o in Enumerable.Range(0, outer) from k in Enumerable.Range(0, length) from i in Enumerable.Range(0, inner)
            select vectors[(o * inner) + i][k]];
    }

    private static (int Outer, int Length, int Inner) Sizes(int[] shape, int axis)
    {
        int at = At(shape, axis);
        return (Shapes.Size([.. shape.Take(at)]), shape[at], Shapes.Size([.. shape.Skip(at + 1)]));
    }
}
