using Xunit;

namespace ModelGen.Tests.Oracle;

// Inside the namespace, so that Activation, Loss and the like mean the Oracle's.
using ModelGen.Oracle;

/// <summary>The Oracle's own gradients against central differences in double.</summary>
public class FiniteDifferenceTests
{
    private const double Step = 1e-6;

    // A central difference in double is good to Step^2 plus 1e-16 / Step: 1e-9 with some room.
    private const double Tolerance = 1e-8;

    public static TheoryData<string, int[], Layer[]> Stacks => new()
    {
        { "convolution", [5, 6, 2], [new Conv2D(3, 3, 2)] },
        { "convolution, same, strides", [5, 6, 2], [new Conv2D(3, 3, 2) { Same = true, StrideHeight = 2, StrideWidth = 3 }] },
        { "convolution, no bias", [4, 4, 1], [new Conv2D(2, 4, 4) { UseBias = false }] },
        { "convolution, same, kernel wider than the input", [2, 3, 2], [new Conv2D(2, 5, 4) { Same = true }] },
        { "max pool", [6, 6, 2], [new MaxPool(2, 3)] },
        { "max pool, same, overlapping", [5, 5, 2], [new MaxPool(3, 3) { Same = true, StrideHeight = 2, StrideWidth = 1 }] },
        { "average pool", [6, 6, 2], [new AveragePool(2, 2)] },
        { "average pool, same, overlapping", [5, 5, 2], [new AveragePool(3, 3) { Same = true, StrideHeight = 2, StrideWidth = 2 }] },
        { "global average pool of an image", [3, 4, 2], [new GlobalAveragePool()] },
        { "global average pool of a sequence", [5, 3], [new GlobalAveragePool { KeepDims = true }] },
        { "dense", [5], [new Dense(3)] },
        { "dense on a sequence", [4, 5], [new Dense(3) { UseBias = false }] },
        { "dense per position", [2, 3, 4], [new Dense(3) { PerPosition = true }] },
        { "reshape and flatten", [12], [new Reshape(2, -1, 2), new Conv2D(2, 2, 2), new Flatten(), new Dense(2)] },
        { "sum", [3, 4, 2], [new Sum()] },
        { "sum along an axis", [3, 4, 2], [new Sum(2) { KeepDims = true }] },
        { "mean along an axis", [3, 4, 2], [new Mean(-3)] },
        { "square", [20], [new Square()] },
        { "rescaling", [20], [new Rescaling(-0.3, 0.7)] },
        { "a value and a number", [20],
            [new WithNumber("x + number", 1), new WithNumber("x * number", 0.5), new WithNumber("number - x", 3),
                new WithNumber("number / x", 2), new WithNumber("-x", 0), new WithNumber("x / number", 3),
                new WithNumber("x - number", 1)] },
        { "relu", [20], [new Activation(Function.ReLU)] },
        { "sigmoid", [20], [new Activation(Function.Sigmoid)] },
        { "tanh", [20], [new Activation(Function.Tanh)] },
        { "softmax of rows", [4, 5], [new Activation(Function.Softmax)] },
        { "dropout", [20], [new Dropout(0.4)] },
        { "a whole network", [6, 6, 1],
            [new Conv2D(2, 3, 3) { Activation = Function.Tanh }, new MaxPool(2, 2), new Dropout(0.3),
                new Dense(3) { Activation = Function.Softmax }] },
    };

    [Theory]
    [MemberData(nameof(Stacks))]
    public void A_layers_backward_pass_is_the_derivative_of_its_forward_pass(string name, int[] input, Layer[] layers)
    {
        var random = new Random(name.Length);
        var network = new OracleNetwork(input, layers);
        foreach (Parameter p in network.Parameters) { Fill(random, p.Values); }
        double[] x = Fill(random, new double[2 * Shapes.Size(input)]);
        double[] weights = Fill(random, new double[2 * Shapes.Size(network.OutputShape)]);
        DropoutMask mask = (layer, number, position, size) => layer.Mask(size, seed: 1, stream: (uint)number, step: 0, (uint)position);
        double Scalar() => network.Forward(x, mask).Zip(weights, (y, w) => y * w).Sum();

        Scalar();
        double[] dx = network.Backward(weights);

        AssertDerivative(Scalar, x, dx);
        foreach (Parameter p in network.Parameters)
        {
            double[] gradient = [.. p.Gradient];
            AssertDerivative(Scalar, p.Values, gradient);
        }
    }

    public static TheoryData<Function> Functions => [.. Enum.GetValues<Function>().Distinct()];

    [Theory]
    [MemberData(nameof(Functions))]
    public void An_activations_derivative_is_that_of_its_values(Function function)
    {
        // Ordinary numbers and some far from 0; none lies within a step of an edge, and of sparsemax's none changes which are 0.
        double[] x = [-20, -6.1, -3.2, -2.9, -1.3, -0.9, -0.6, -0.3, -1e-3, 1e-3, 0.2, 0.55, 0.95, 1.4, 2.8, 3.3, 5.8, 6.3, 19.7, 20];
        double[] weights = Fill(new Random(4), new double[x.Length]);
        var network = new OracleNetwork([4, 5], new Activation(function));
        double Scalar() => network.Forward(x).Zip(weights, (y, w) => y * w).Sum();
        Scalar();
        double[] dx = network.Backward(weights);
        double scale = function == Function.Exponential ? 1e-8 : 1;
        AssertDerivative(() => Scalar() * scale, x, [.. dx.Select(d => d * scale)]);
    }

    public static TheoryData<Loss, bool> Losses => new()
    {
        { new MeanSquaredError(), false },
        { new CategoricalCrossentropy(), true },
        { new CategoricalCrossentropy(LabelSmoothing: 0.1), true },
        { new CategoricalCrossentropyFromLogits(), false },
        { new CategoricalCrossentropyFromLogits(LabelSmoothing: 0.1), false },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_losss_gradient_is_the_derivative_of_its_value(Loss loss, bool positive)
    {
        var random = new Random(3);
        double[] labels = Loss.OneHot([0, 2, 3], columns: 4);
        double[] outputs = Fill(random, new double[labels.Length]);
        // Not near 0, where the third derivative of ln is too large for the step.
        if (positive) { outputs = [.. outputs.Select(v => 0.2 + Math.Abs(v))]; }
        double[] gradient = loss.MeanGradient(labels, outputs, columns: 4);

        AssertDerivative(() => loss.Mean(labels, outputs, columns: 4), outputs, gradient);
    }

    private static void AssertDerivative(Func<double> f, double[] variables, double[] derivative)
    {
        double scale = Math.Max(1, derivative.Max(Math.Abs));
        for (int i = 0; i < variables.Length; i++)
        {
            double at = variables[i];
            variables[i] = at + Step;
            double above = f();
            variables[i] = at - Step;
            double below = f();
            variables[i] = at;
            Assert.Equal((above - below) / (2 * Step), derivative[i], Tolerance * scale);
        }
    }

    /// <summary>Values in (-1, 1) that keep a step's distance from 0, where ReLU has a kink.</summary>
    private static double[] Fill(Random random, double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double v = random.NextDouble() * 2 - 1;
            values[i] = v + Math.Sign(v) * 1e-3;
        }

        return values;
    }
}
