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
        var (input, output) = (new Map(x, place.Input), new Map(new double[Shapes.Size(place.Output)], place.Output));
        double[] w = place.Parameters[0].Values;
        ForEachProduct(place, (i, j, row, column, c, f, k) => output[i, j, f] += input[row, column, c] * w[k]);
        for (int n = 0; UseBias && n < output.Values.Length; n++) { output.Values[n] += place.Parameters[1].Values[n % Filters]; }
        return output.Values;
    }

    /// <summary>Each product x w of the forward pass gives dx += dy w and dw += dy x; db[f] is the sum of dy[.., .., f].</summary>
    public override double[] Backward(Place place, double[] x, double[] y, double[] dy)
    {
        var (input, dInput, dOutput) = (new Map(x, place.Input), new Map(new double[x.Length], place.Input), new Map(dy, place.Output));
        double[] w = place.Parameters[0].Values;
        double[] dw = place.Parameters[0].Gradient;
        ForEachProduct(place, (i, j, row, column, c, f, k) =>
        {
            dInput[row, column, c] += dOutput[i, j, f] * w[k];
            dw[k] += dOutput[i, j, f] * input[row, column, c];
        });
        for (int n = 0; UseBias && n < dy.Length; n++) { place.Parameters[1].Gradient[n % Filters] += dy[n]; }
        return dInput.Values;
    }

    private delegate void Product(int i, int j, int row, int column, int channel, int filter, int kernelIndex);

    private void ForEachProduct(Place place, Product visit)
    {
        int channels = place.Input[2];
        for (int i = 0; i < place.Output[0]; i++)
        for (int j = 0; j < place.Output[1]; j++)
        foreach (var (u, row) in Down(place.Input).Seen(i))
        foreach (var (v, column) in Right(place.Input).Seen(j))
        for (int c = 0; c < channels; c++)
        for (int f = 0; f < Filters; f++)
        {
            visit(i, j, row, column, c, f, ((u * KernelWidth + v) * channels + c) * Filters + f);
        }
    }
}
