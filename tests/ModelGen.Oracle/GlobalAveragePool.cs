namespace ModelGen.Oracle;

/// <summary>y[c] = the mean of x[.., c] over all positions: of (height, width) or of steps.</summary>
public sealed record GlobalAveragePool : Layer
{
    /// <summary>Whether the positions stay as axes of size 1. The values are the same.</summary>
    public bool KeepDims { get; init; }

    public override int[] Infer(int[] input)
    {
        int channels = input[^1];
        if (!KeepDims) { return [channels]; }
        return input.Length == 3 ? [1, 1, channels] : [1, channels];
    }

    public override double[] Forward(Place place, double[] x)
    {
        var (rows, channels) = (Shapes.Rows(place.Input), place.Input[^1]);
        var y = new double[channels];
        for (int n = 0; n < x.Length; n++) { y[n % channels] += x[n] / rows; }
        return y;
    }

    /// <summary>dx[.., c] = dy[c] / positions.</summary>
    public override double[] Backward(Place place, double[] x, double[] y, double[] dy)
    {
        var (rows, channels) = (Shapes.Rows(place.Input), place.Input[^1]);
        var dx = new double[x.Length];
        for (int n = 0; n < x.Length; n++) { dx[n] = dy[n % channels] / rows; }
        return dx;
    }
}
