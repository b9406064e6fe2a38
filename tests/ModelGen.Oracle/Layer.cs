namespace ModelGen.Oracle;

/// <summary>
/// What a layer is told of its place in a network: its number, from 1 and counting an implied Flatten, and the shapes before and after it.
/// </summary>
public sealed record Place(int Number, int[] Input, int[] Output, Parameter[] Parameters)
{
    /// <summary>What dropout multiplies by in the sample at hand: 0 or 1 / (1 - rate). Null in inference.</summary>
    public double[]? Mask { get; set; }

    /// <summary>What a layer has found of a training batch and not taken up.</summary>
    public double[][]? State { get; set; }

    /// <summary>What its outputs add to the loss of a sample.</summary>
    public Regularizer OnOutputs { get; init; }

    /// <summary>The shapes of all that it reads.</summary>
    public int[][] Inputs { get; init; } = [Input];
}

/// <summary>One parameter, in Keras's layout, with its gradient.</summary>
public sealed record Parameter(string Name, int[] Shape)
{
    public double[] Values { get; } = new double[Shapes.Size(Shape)];

    public double[] Gradient { get; } = new double[Shapes.Size(Shape)];

    /// <summary>Whether it has a gradient.</summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>What it adds to the loss.</summary>
    public Regularizer Regularizer { get; init; }
}

/// <summary>A layer, told in a few numbers. It works on one sample at a time; gradients of parameters are added to.</summary>
public abstract record Layer
{
    /// <summary>The name that the user gave, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the layer before it whose parameters it uses too, or null where it has its own.</summary>
    public string? SharesWith { get; init; }

    /// <summary>Whether its parameters are trained; the regularizers of those that are not add nothing.</summary>
    public bool Trainable { get; init; } = true;

    /// <summary>What its kernel adds to the loss.</summary>
    public Regularizer OnKernel { get; init; }

    /// <summary>What its bias adds to the loss.</summary>
    public Regularizer OnBias { get; init; }

    /// <summary>What its outputs, after the activation, add to the loss of a sample.</summary>
    public Regularizer OnOutputs { get; init; }

    /// <summary>Keras's name for such a layer, without its number.</summary>
    public virtual string Kind => GetType().Name.ToLowerInvariant();

    /// <summary>The shape that comes out where <paramref name="input"/> goes in.</summary>
    public abstract int[] Infer(int[] input);

    /// <summary>Its parameters, all 0.</summary>
    public virtual Parameter[] CreateParameters(string name, int[] input) => [];

    /// <summary>The shape that comes out where several shapes go in; most layers read one value.</summary>
    public virtual int[] Infer(int[][] inputs) => Infer(inputs[0]);

    /// <summary>y from what it reads.</summary>
    public virtual double[] Forward(Place place, double[][] xs) => Forward(place, xs[0]);

    /// <summary>The gradient of each value it reads.</summary>
    public virtual double[][] Backward(Place place, double[][] xs, double[] y, double[] dy) => [Backward(place, xs[0], y, dy)];

    /// <summary>y from x.</summary>
    public abstract double[] Forward(Place place, double[] x);

    /// <summary>dx from dy; adds to the gradients of the parameters.</summary>
    public abstract double[] Backward(Place place, double[] x, double[] y, double[] dy);
}

/// <summary>Shapes of one sample.</summary>
public static class Shapes
{
    /// <summary>How many values a shape holds.</summary>
    public static int Size(int[] shape)
    {
        int size = 1;
        foreach (int n in shape) { size *= n; }
        return size;
    }

    /// <summary>How many rows a shape has, a row being its last axis.</summary>
    public static int Rows(int[] shape) => Size(shape) / shape[^1];
}
