namespace ModelGen.Oracle;

/// <summary>A layer that computes each value by itself. The numbers that it is given are rounded to float32.</summary>
public abstract record OfEach : Layer
{
    public override int[] Infer(int[] input) => input;

    public override double[] Forward(Place place, double[] x) => [.. x.Select(Value)];

    public override double[] Backward(Place place, double[] x, double[] y, double[] dy) => [.. x.Zip(dy, (v, d) => d * Derivative(v))];

    /// <summary>What a number becomes.</summary>
    protected abstract double Value(double x);

    /// <summary>The derivative there.</summary>
    protected abstract double Derivative(double x);
}

/// <summary>y = x x.</summary>
public sealed record Square : OfEach
{
    protected override double Value(double x) => x * x;

    protected override double Derivative(double x) => 2 * x;
}

/// <summary>y = x scale + offset.</summary>
public sealed record Rescaling(double Scale, double Offset = 0) : OfEach
{
    protected override double Value(double x) => (x * (float)Scale) + (float)Offset;

    protected override double Derivative(double x) => (float)Scale;
}

/// <summary>A value and a number; the operation is written as in a program: <c>x + number</c>, <c>number / x</c>, <c>-x</c>.</summary>
public sealed record WithNumber(string Operation, double Number) : OfEach
{
    private double N => (float)Number;

    protected override double Value(double x) => Operation switch
    {
        "x + number" => x + N,
        "x - number" => x - N,
        "number - x" => N - x,
        "x * number" => x * N,
        "x / number" => x / N,
        "number / x" => N / x,
        "-x" => -x,
        _ => throw new ArgumentException($"The Oracle does not know {Operation}."),
    };

    protected override double Derivative(double x) => Operation switch
    {
        "x + number" or "x - number" => 1,
        "number - x" or "-x" => -1,
        "x * number" => N,
        "x / number" => 1 / N,
        _ => -N / (x * x),
    };
}
