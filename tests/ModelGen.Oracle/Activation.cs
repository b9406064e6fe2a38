namespace ModelGen.Oracle;

/// <summary>The functions that <see cref="Activation"/> applies.</summary>
public enum Function
{
    Linear,
    ReLU,
    Sigmoid,
    Tanh,
    Softmax,
}

/// <summary>y = A(x) for each value; softmax for each row, a row being the last axis.</summary>
public sealed record Activation(Function Function) : Layer
{
    public override int[] Infer(int[] input) => input;

    public override double[] Forward(Place place, double[] x)
    {
        if (Function == Function.Softmax) { return ByRow(x, place.Input[^1], Softmax); }
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) { y[i] = Apply(x[i]); }
        return y;
    }

    public override double[] Backward(Place place, double[] x, double[] y, double[] dy)
    {
        var dx = new double[x.Length];
        if (Function == Function.Softmax)
        {
            BackwardSoftmax(dx, y, dy, place.Input[^1]);
            return dx;
        }

        for (int i = 0; i < x.Length; i++) { dx[i] = dy[i] * Derivative(x[i]); }
        return dx;
    }

    private double Apply(double x) => Function switch
    {
        Function.ReLU => Math.Max(x, 0),
        Function.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Function.Tanh => Math.Tanh(x),
        _ => x,
    };

    /// <summary>relu'(x) = 1 where x is above 0, and 0 at 0; sigmoid' = s (1 - s); tanh' = 1 - t^2.</summary>
    private double Derivative(double x) => Function switch
    {
        Function.ReLU => x > 0 ? 1 : 0,
        Function.Sigmoid => Apply(x) * (1 - Apply(x)),
        Function.Tanh => 1 - Apply(x) * Apply(x),
        _ => 1,
    };

    /// <summary>exp(x - max) / the sum of exp(x - max).</summary>
    public static double[] Softmax(double[] x)
    {
        double max = x.Max();
        double[] e = [.. x.Select(v => Math.Exp(v - max))];
        double sum = e.Sum();
        return [.. e.Select(v => v / sum)];
    }

    /// <summary>dx[i] = y[i] (dy[i] - the sum over j of dy[j] y[j]), row by row.</summary>
    private static void BackwardSoftmax(double[] dx, double[] y, double[] dy, int columns)
    {
        for (int row = 0; row < y.Length; row += columns)
        {
            double dot = 0;
            for (int j = row; j < row + columns; j++) { dot += dy[j] * y[j]; }
            for (int i = row; i < row + columns; i++) { dx[i] = y[i] * (dy[i] - dot); }
        }
    }

    private static double[] ByRow(double[] x, int columns, Func<double[], double[]> function) =>
        [.. x.Chunk(columns).SelectMany(function)];
}
