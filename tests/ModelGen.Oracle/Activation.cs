namespace ModelGen.Oracle;

/// <summary>The functions that <see cref="Activation"/> applies.</summary>
public enum Function
{
    Linear,
    ReLU,
    Sigmoid,
    Tanh,
    Softmax,
    ReLU6,
    LeakyReLU,
    ELU,
    SELU,
    CELU,
    GELU,
    GELUApproximate,
    SiLU,
    Swish = SiLU,
    HardSigmoid,
    HardSiLU,
    HardSwish = HardSiLU,
    LogSigmoid,
    Exponential,
    Softplus,
    Softsign,
    Mish,
    HardTanh,
    TanhShrink,
    SoftShrink,
    HardShrink,
    Squareplus,
    SparsePlus,
    SparseSigmoid,
    LogSoftmax,
    Sparsemax,
}

/// <summary>y = A(x) for each value; softmax, its logarithm and sparsemax for each row, a row being the last axis.</summary>
public sealed record Activation(Function Function) : Layer
{
    private bool WorksOnRows => Function is Function.Softmax or Function.LogSoftmax or Function.Sparsemax;

    public override int[] Infer(int[] input) => input;

    public override double[] Forward(Place place, double[] x) => Forward(Function, x, place.Input[^1]);

    /// <summary>Of numbers of one's own, in rows of so many columns.</summary>
    public static double[] Forward(Function function, double[] x, int columns) => function switch
    {
        Function.Softmax => [.. x.Chunk(columns).SelectMany(Softmax)],
        Function.LogSoftmax => [.. x.Chunk(columns).SelectMany(LogSoftmax)],
        Function.Sparsemax => [.. x.Chunk(columns).SelectMany(Sparsemax)],
        _ => [.. x.Select(v => Scalar.Value(function, v))],
    };

    public override double[] Backward(Place place, double[] x, double[] y, double[] dy)
    {
        if (WorksOnRows) { return BackwardOfRows(y, dy, place.Input[^1]); }
        var dx = new double[x.Length];
        for (int i = 0; i < x.Length; i++) { dx[i] = dy[i] * Scalar.Derivative(Function, x[i]); }
        return dx;
    }

    /// <summary>exp(x - max) / the sum of exp(x - max).</summary>
    public static double[] Softmax(double[] x)
    {
        double max = x.Max();
        double[] e = [.. x.Select(v => Math.Exp(v - max))];
        double sum = e.Sum();
        return [.. e.Select(v => v / sum)];
    }

    /// <summary>x - max - ln(the sum of exp(x - max)).</summary>
    public static double[] LogSoftmax(double[] x)
    {
        double max = x.Max();
        double log = Math.Log(x.Sum(v => Math.Exp(v - max)));
        return [.. x.Select(v => v - max - log)];
    }

    /// <summary>
    /// max(x - t, 0). With x sorted downwards, as many stay as the largest k for which 1 + k x_k is more than the sum of the first k;
    /// t is that sum less 1, over k.
    /// </summary>
    public static double[] Sparsemax(double[] x)
    {
        double[] sorted = [.. x.OrderDescending()];
        double sum = 0, t = 0;
        for (int k = 1; k <= sorted.Length; k++)
        {
            sum += sorted[k - 1];
            if (1 + k * sorted[k - 1] > sum) { t = (sum - 1) / k; }
        }

        return [.. x.Select(v => Math.Max(v - t, 0))];
    }

    /// <summary>
    /// Softmax: dx[i] = y[i] (dy[i] - the sum of dy[j] y[j]). Its logarithm: dx[i] = dy[i] - exp(y[i]) times the sum of dy[j].
    /// Sparsemax: where y[i] is not 0, dx[i] = dy[i] - the mean of dy[j] over such places; else 0.
    /// </summary>
    private double[] BackwardOfRows(double[] y, double[] dy, int columns)
    {
        var dx = new double[y.Length];
        for (int row = 0; row < y.Length; row += columns)
        {
            double dot = 0, sum = 0, left = 0;
            int count = 0;
            for (int j = row; j < row + columns; j++)
            {
                dot += dy[j] * y[j];
                sum += dy[j];
                left += y[j] > 0 ? dy[j] : 0;
                count += y[j] > 0 ? 1 : 0;
            }

            for (int i = row; i < row + columns; i++)
            {
                dx[i] = Function switch
                {
                    Function.Softmax => y[i] * (dy[i] - dot),
                    Function.LogSoftmax => dy[i] - Math.Exp(y[i]) * sum,
                    _ => y[i] > 0 ? dy[i] - left / count : 0,
                };
            }
        }

        return dx;
    }
}
