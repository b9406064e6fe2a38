namespace ModelGen.Oracle;

/// <summary>y[i, j, f] = b[f] + the sum over u, v, c of x[i s - p + u, j s - p + v, c] w[u, v, c, f]; x is 0 outside.</summary>
public sealed record Conv2D(int Filters, int KernelHeight, int KernelWidth) : Layer
{
    public int StrideHeight { get; init; } = 1;

    public int StrideWidth { get; init; } = 1;

    public bool Same { get; init; }

    public bool UseBias { get; init; } = true;

    public Function Activation { get; init; }

    private Sliding Down(int[] input) => new(input[0], KernelHeight, StrideHeight, Same);

    private Sliding Right(int[] input) => new(input[1], KernelWidth, StrideWidth, Same);

    public override int[] Infer(int[] input) => [Down(input).Outputs, Right(input).Outputs, Filters];

    public override Parameter[] CreateParameters(string name, int[] input)
    {
        var kernel = new Parameter($"{name}/kernel", [KernelHeight, KernelWidth, input[2], Filters]) { Regularizer = OnKernel };
        return UseBias ? [kernel, new Parameter($"{name}/bias", [Filters]) { Regularizer = OnBias }] : [kernel];
    }

    public override double[] Forward(Place place, double[] x)
    {
        double[] w = place.Parameters[0].Values;
        var y = new double[Shapes.Size(place.Output)];
        ForEachTap(place, (i, o, k) =>
        {
            for (int c = 0; c < place.Input[2]; c++)
            for (int f = 0; f < Filters; f++)
            {
                y[o + f] += x[i + c] * w[k + c * Filters + f];
            }
        });
        for (int n = 0; UseBias && n < y.Length; n++) { y[n] += place.Parameters[1].Values[n % Filters]; }
        return y;
    }

    /// <summary>Each product x w of the forward pass gives dx += dy w and dw += dy x; db[f] is the sum of dy[.., .., f].</summary>
    public override double[] Backward(Place place, double[] x, double[] y, double[] dy)
    {
        double[] w = place.Parameters[0].Values;
        double[] dw = place.Parameters[0].Gradient;
        var dx = new double[x.Length];
        ForEachTap(place, (i, o, k) =>
        {
            for (int c = 0; c < place.Input[2]; c++)
            for (int f = 0; f < Filters; f++)
            {
                dx[i + c] += dy[o + f] * w[k + c * Filters + f];
                dw[k + c * Filters + f] += dy[o + f] * x[i + c];
            }
        });
        for (int n = 0; UseBias && n < dy.Length; n++) { place.Parameters[1].Gradient[n % Filters] += dy[n]; }
        return dx;
    }

    /// <summary>Where the channels of a position that a window sees, those of its output and the kernel's values for it begin.</summary>
    private delegate void Tap(int input, int output, int kernel);

    private void ForEachTap(Place place, Tap visit)
    {
        int channels = place.Input[2];
        for (int i = 0; i < place.Output[0]; i++)
        for (int j = 0; j < place.Output[1]; j++)
        foreach (var (u, row) in Down(place.Input).Seen(i))
        foreach (var (v, column) in Right(place.Input).Seen(j))
        {
            visit((row * place.Input[1] + column) * channels, (i * place.Output[1] + j) * Filters,
                (u * KernelWidth + v) * channels * Filters);
        }
    }
}
