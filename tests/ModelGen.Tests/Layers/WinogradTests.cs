using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>
/// Convolutions with many channels, which a CPU computes by Winograd's method: 3 x 3 and 5 x 5 kernels, odd edges, padding, pooling.
/// </summary>
public class WinogradTests
{
    [Theory]
    [InlineData("[Input(6, 6, 32)] [Conv2D(32, 3)]")]
    [InlineData("[Input(5, 7, 32)] [Conv2D(48, 3, Activation.ReLU, Padding = Padding.Same)]")]
    [InlineData("[Input(8, 9, 32)] [Conv2D(32, 5, UseBias = false)]")]
    [InlineData("[Input(6, 6, 36)] [Conv2D(44, 3)]")] // whole vectors on some CPUs
    [InlineData("[Input(5, 7, 32)] [Conv2D(32, 5, Activation.Tanh, Padding = Padding.Same)]")]
    public void Alone(string stack) => LayerContract.Check(stack, onGpu: false);

    [Theory]
    [InlineData("[Input(10, 10, 32)] [Conv2D(32, 3, Activation.ReLU)] [MaxPool(2)]")]
    [InlineData("[Input(6, 8, 32)] [Conv2D(40, 5, Activation.ReLU, Padding = Padding.Same)] [MaxPool(2)]")]
    [InlineData("[Input(9, 7, 32)] [Conv2D(32, 3, Padding = Padding.Same)] [MaxPool(2, Truncate = true)]")]
    [InlineData("[Input(9, 9, 32)] [Conv2D(32, 3, Activation.ReLU, Padding = Padding.Same)] [MaxPool(3)]")]
    public void Pooled(string stack) => LayerContract.Check(stack, onGpu: false);

    [Fact]
    public void Predictions_follow_every_change_of_the_weights()
    {
        CompiledModels compiled = StackCompiler.CompileStacks("[Input(6, 6, 32)] [Conv2D(32, 3, Activation.ReLU)] [Flatten] [Dense(2)]");
        LayerContract.AssertCompiles(compiled);
        using Model model = compiled.Create("Model0", new CpuDevice(2), seed: 3);
        using Predictor predictor = model.CreatePredictor();
        float[] x = Numbers.Random(new Random(1), 6 * 6 * 32);
        float[] before = predictor.Predict(x).ToArray();
        Assert.Equal(before, model.Forward(x).ToArray());

        model.BackwardFrom([1f, -1f]);
        new SGD(0.1).Step(model);
        float[] after = predictor.Predict(x).ToArray();
        Assert.NotEqual(before, after);
        Assert.Equal(after, model.Forward(x).ToArray());

        Parameter kernel = model.Parameters["conv2d/kernel"];
        kernel.Set(new float[kernel.Count]);
        float[] without = predictor.Predict(x).ToArray();
        Assert.NotEqual(after, without);
        Assert.Equal(without, model.Predict(x).ToArray());
    }
}
