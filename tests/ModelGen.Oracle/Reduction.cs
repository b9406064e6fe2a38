namespace ModelGen.Oracle;

/// <summary>
/// Values along an axis become one: 1 is the first axis after the batch, -1 the last. Without an axis, all values of a sample do.
/// </summary>
public abstract record Reduction(int? Axis) : Layer
{
    /// <summary>Whether what is put together stays as axes of size 1.</summary>
    public bool KeepDims { get; init; }

    public override int[] Infer(int[] input)
    {
        int[] sizes = [.. input.Select((n, i) => IsGone(input, i) ? 1 : n)];
        int[] left = [.. sizes.Where((_, i) => !IsGone(input, i))];
        return KeepDims ? sizes : left.Length == 0 ? [1] : left;
    }

    public override double[] Forward(Place place, double[] x)
    {
        var y = new double[Shapes.Size(place.Output)];
        for (int i = 0; i < x.Length; i++) { y[Target(place.Input, i)] += x[i] * Share(place); }
        return y;
    }

    public override double[] Backward(Place place, double[] x, double[] y, double[] dy) =>
        [.. Enumerable.Range(0, x.Length).Select(i => dy[Target(place.Input, i)] * Share(place))];

    /// <summary>What each value is multiplied by before it is added.</summary>
    protected abstract double Share(Place place);

    private bool IsGone(int[] shape, int axis) => Axis is not { } a || axis == (a > 0 ? a - 1 : shape.Length + a);

    // The place of the sum that a value belongs to: its own place without the axes that go.
    private int Target(int[] shape, int index)
    {
        int target = 0, stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (!IsGone(shape, axis))
            {
                target += (index % shape[axis]) * stride;
                stride *= shape[axis];
            }

            index /= shape[axis];
        }

        return target;
    }
}

/// <summary>The sum.</summary>
public sealed record Sum(int? Axis = null) : Reduction(Axis)
{
    protected override double Share(Place place) => 1;
}

/// <summary>The mean.</summary>
public sealed record Mean(int? Axis = null) : Reduction(Axis)
{
    protected override double Share(Place place) => (double)Shapes.Size(place.Output) / Shapes.Size(place.Input);
}
