namespace ModelGen.Oracle;

/// <summary>A layer that reads several values.</summary>
public abstract record Merge : Layer
{
    public override int[] Infer(int[] input) => input;

    public override double[] Forward(Place place, double[] x) => Forward(place, [x]);

    public override double[] Backward(Place place, double[] x, double[] y, double[] dy) => Backward(place, [x], y, dy)[0];
}

/// <summary>
/// Merges place by place. Shapes are filled up with leading axes of size 1, and along an axis of size 1 a value is repeated.
/// </summary>
public abstract record PlaceByPlace : Merge
{
    public override int[] Infer(int[][] inputs)
    {
        int rank = inputs.Max(shape => shape.Length);
        return [.. Enumerable.Range(0, rank).Select(axis => inputs.Max(shape => Axis(shape, rank, axis)))];
    }

    public override double[] Forward(Place place, double[][] xs)
    {
        var y = new double[Shapes.Size(place.Output)];
        for (int i = 0; i < y.Length; i++) { y[i] = Value([.. xs.Select((x, n) => x[Index(place, n, i)])]); }
        return y;
    }

    public override double[][] Backward(Place place, double[][] xs, double[] y, double[] dy)
    {
        double[][] gradients = [.. xs.Select(x => new double[x.Length])];
        for (int i = 0; i < dy.Length; i++)
        {
            double[] here = [.. xs.Select((x, n) => x[Index(place, n, i)])];
            for (int n = 0; n < xs.Length; n++) { gradients[n][Index(place, n, i)] += dy[i] * Derivative(here, n); }
        }

        return gradients;
    }

    /// <summary>What several numbers become.</summary>
    protected abstract double Value(double[] x);

    /// <summary>Its derivative by one of them.</summary>
    protected abstract double Derivative(double[] x, int by);

    // The place of an output in one of the inputs.
    private static int Index(Place place, int input, int output)
    {
        int[] shape = place.Inputs[input];
        int rank = place.Output.Length, index = 0, stride = 1;
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            int at = output % place.Output[axis], size = Axis(shape, rank, axis);
            output /= place.Output[axis];
            if (size > 1) { index += at * stride; }
            stride *= size;
        }

        return index;
    }

    private static int Axis(int[] shape, int rank, int axis) => axis < rank - shape.Length ? 1 : shape[axis - (rank - shape.Length)];
}

public sealed record Add : PlaceByPlace
{
    protected override double Value(double[] x) => x.Sum();

    protected override double Derivative(double[] x, int by) => 1;
}

public sealed record Subtract : PlaceByPlace
{
    protected override double Value(double[] x) => x[0] - x[1];

    protected override double Derivative(double[] x, int by) => by == 0 ? 1 : -1;
}

public sealed record Multiply : PlaceByPlace
{
    protected override double Value(double[] x) => x.Aggregate((a, b) => a * b);

    protected override double Derivative(double[] x, int by) => x.Where((_, i) => i != by).Aggregate(1.0, (a, b) => a * b);
}

public sealed record Divide : PlaceByPlace
{
    protected override double Value(double[] x) => x[0] / x[1];

    protected override double Derivative(double[] x, int by) => by == 0 ? 1 / x[1] : -x[0] / (x[1] * x[1]);
}

public sealed record Average : PlaceByPlace
{
    protected override double Value(double[] x) => x.Sum() / x.Length;

    protected override double Derivative(double[] x, int by) => 1.0 / x.Length;
}

/// <summary>The largest has the gradient. Values come one after the other: one that equals the largest so far takes half.</summary>
public sealed record Maximum : PlaceByPlace
{
    protected override double Value(double[] x) => x.Max();

    protected override double Derivative(double[] x, int by) => Share(x, by);

    internal static double Share(double[] x, int by)
    {
        double largest = x[0], share = by == 0 ? 1 : 0;
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > largest) { share = i == by ? 1 : 0; }
            else if (x[i] == largest) { share = i == by ? 0.5 : share / 2; }
            largest = Math.Max(largest, x[i]);
        }

        return share;
    }
}

/// <summary>The smallest has the gradient, as <see cref="Maximum"/> gives it to the largest.</summary>
public sealed record Minimum : PlaceByPlace
{
    protected override double Value(double[] x) => x.Min();

    protected override double Derivative(double[] x, int by) => Maximum.Share([.. x.Select(v => -v)], by);
}

/// <summary>Values one after the other along an axis, which counts as in Keras: 1 is the first after the batch, -1 the last.</summary>
public sealed record Concatenate(int Axis = -1) : Merge
{
    public override int[] Infer(int[][] inputs)
    {
        int[] shape = [.. inputs[0]];
        shape[At(shape)] = inputs.Sum(input => input[At(shape)]);
        return shape;
    }

    public override double[] Forward(Place place, double[][] xs)
    {
        var y = new List<double>();
        for (int row = 0; row < Rows(place); row++)
        {
            for (int n = 0; n < xs.Length; n++) { y.AddRange(xs[n].Skip(row * Columns(place, n)).Take(Columns(place, n))); }
        }

        return [.. y];
    }

    public override double[][] Backward(Place place, double[][] xs, double[] y, double[] dy)
    {
        List<double>[] gradients = [.. xs.Select(_ => new List<double>())];
        for (int row = 0, at = 0; row < Rows(place); row++)
        {
            for (int n = 0; n < xs.Length; n++)
            {
                gradients[n].AddRange(dy.Skip(at).Take(Columns(place, n)));
                at += Columns(place, n);
            }
        }

        return [.. gradients.Select(g => g.ToArray())];
    }

    private int At(int[] shape) => Axis > 0 ? Axis - 1 : shape.Length + Axis;

    private int Rows(Place place) => Shapes.Size([.. place.Output.Take(At(place.Output))]);

    private int Columns(Place place, int input) => Shapes.Size([.. place.Inputs[input].Skip(At(place.Output))]);
}
