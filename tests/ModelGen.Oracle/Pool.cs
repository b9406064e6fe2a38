namespace ModelGen.Oracle;

/// <summary>What max and average pooling share: windows over (height, width), channel by channel.</summary>
public abstract record Pool(int PoolHeight, int PoolWidth) : Layer
{
    public int StrideHeight { get; init; } = PoolHeight;

    public int StrideWidth { get; init; } = PoolWidth;

    public bool Same { get; init; }

    public override int[] Infer(int[] input) =>
    [
        new Sliding(input[0], PoolHeight, StrideHeight, Same).Outputs,
        new Sliding(input[1], PoolWidth, StrideWidth, Same).Outputs,
        input[2],
    ];

    /// <summary>
    /// For each output, by its index: the indices of the inputs in its window, row by row. Positions outside the input are not among them.
    /// </summary>
    protected IEnumerable<(int Output, List<int> Inputs)> Windows(Place place)
    {
        var down = new Sliding(place.Input[0], PoolHeight, StrideHeight, Same);
        var right = new Sliding(place.Input[1], PoolWidth, StrideWidth, Same);
        int channels = place.Input[2];
        int output = 0;
        for (int i = 0; i < down.Outputs; i++)
        for (int j = 0; j < right.Outputs; j++)
        for (int c = 0; c < channels; c++)
        {
            var inputs = new List<int>();
            foreach (var (_, row) in down.Seen(i))
            foreach (var (_, column) in right.Seen(j))
            {
                inputs.Add((row * place.Input[1] + column) * channels + c);
            }

            yield return (output++, inputs);
        }
    }
}

/// <summary>y = the largest value of the window.</summary>
public sealed record MaxPool(int PoolHeight, int PoolWidth) : Pool(PoolHeight, PoolWidth)
{
    public override double[] Forward(Place place, double[] x)
    {
        var y = new double[Shapes.Size(place.Output)];
        foreach (var (output, inputs) in Windows(place)) { y[output] = x[First(inputs, x)]; }
        return y;
    }

    /// <summary>dx = dy where the largest value stood, summed where windows overlap.</summary>
    public override double[] Backward(Place place, double[] x, double[] y, double[] dy)
    {
        var dx = new double[x.Length];
        foreach (var (output, inputs) in Windows(place)) { dx[First(inputs, x)] += dy[output]; }
        return dx;
    }

    /// <summary>Of equal largest values the first, row by row.</summary>
    private static int First(List<int> inputs, double[] x)
    {
        int best = inputs[0];
        foreach (int i in inputs)
        {
            if (x[i] > x[best]) { best = i; }
        }

        return best;
    }
}

/// <summary>y = the mean of the values in the window that exist.</summary>
public sealed record AveragePool(int PoolHeight, int PoolWidth) : Pool(PoolHeight, PoolWidth)
{
    public override double[] Forward(Place place, double[] x)
    {
        var y = new double[Shapes.Size(place.Output)];
        foreach (var (output, inputs) in Windows(place))
        {
            foreach (int i in inputs) { y[output] += x[i] / inputs.Count; }
        }

        return y;
    }

    /// <summary>dx = dy / count for each value of the window, summed where windows overlap.</summary>
    public override double[] Backward(Place place, double[] x, double[] y, double[] dy)
    {
        var dx = new double[x.Length];
        foreach (var (output, inputs) in Windows(place))
        {
            foreach (int i in inputs) { dx[i] += dy[output] / inputs.Count; }
        }

        return dx;
    }
}
