namespace ModelGen.Oracle;

/// <summary>The same values, read with another shape; one size may be -1, which stands for what is left.</summary>
public sealed record Reshape(params int[] TargetShape) : Layer
{
    public override int[] Infer(int[] input)
    {
        int known = Shapes.Size([.. TargetShape.Where(n => n != -1)]);
        return [.. TargetShape.Select(n => n == -1 ? Shapes.Size(input) / known : n)];
    }

    public override double[] Forward(Place place, double[] x) => [.. x];

    public override double[] Backward(Place place, double[] x, double[] y, double[] dy) => [.. dy];
}

/// <summary>The same values, read as one row.</summary>
public sealed record Flatten : Layer
{
    public override int[] Infer(int[] input) => [Shapes.Size(input)];

    public override double[] Forward(Place place, double[] x) => [.. x];

    public override double[] Backward(Place place, double[] x, double[] y, double[] dy) => [.. dy];
}
