namespace ModelGen.Oracle;

/// <summary>y[r, u] = b[u] + the sum over i of x[r, i] w[i, u], for each row r; a row is the last axis.</summary>
public sealed record Dense(int Units) : Layer
{
    public bool UseBias { get; init; } = true;

    public Function Activation { get; init; }

    /// <summary>On an image: work on the channels of each position. Otherwise the network flattens the image first.</summary>
    public bool PerPosition { get; init; }

    public override int[] Infer(int[] input) => [.. input[..^1], Units];

    public override Parameter[] CreateParameters(string name, int[] input)
    {
        var kernel = new Parameter($"{name}/kernel", [input[^1], Units]) { Regularizer = OnKernel };
        return UseBias ? [kernel, new Parameter($"{name}/bias", [Units]) { Regularizer = OnBias }] : [kernel];
    }

    public override double[] Forward(Place place, double[] x)
    {
        var (rows, inputs, w) = (Shapes.Rows(place.Input), place.Input[^1], place.Parameters[0].Values);
        var y = new double[rows * Units];
        for (int r = 0; r < rows; r++)
        for (int u = 0; u < Units; u++)
        {
            double sum = UseBias ? place.Parameters[1].Values[u] : 0;
            for (int i = 0; i < inputs; i++) { sum += x[r * inputs + i] * w[i * Units + u]; }
            y[r * Units + u] = sum;
        }

        return y;
    }

    /// <summary>dx = dy w', dw = x' dy, db = the sum of dy over the rows.</summary>
    public override double[] Backward(Place place, double[] x, double[] y, double[] dy)
    {
        var (rows, inputs, w, dw) = (Shapes.Rows(place.Input), place.Input[^1], place.Parameters[0].Values, place.Parameters[0].Gradient);
        var dx = new double[x.Length];
        for (int r = 0; r < rows; r++)
        for (int u = 0; u < Units; u++)
        {
            double d = dy[r * Units + u];
            if (UseBias) { place.Parameters[1].Gradient[u] += d; }
            for (int i = 0; i < inputs; i++)
            {
                dx[r * inputs + i] += d * w[i * Units + u];
                dw[i * Units + u] += d * x[r * inputs + i];
            }
        }

        return dx;
    }
}
