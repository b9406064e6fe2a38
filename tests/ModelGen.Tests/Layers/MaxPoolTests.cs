using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

public class MaxPoolTests
{
    [Theory]
    [InlineData("[Input(6, 6, 3)] [MaxPool]")]
    [InlineData("[Input(6, 6, 2)] [MaxPool(2, 3)]")]
    [InlineData("[Input(6, 6, 1)] [MaxPool(6)]")]
    [InlineData("[Input(4, 4, 17)] [MaxPooling2D(2)]")]
    [InlineData("[Input(5, 7, 2)] [MaxPool(2, Truncate = true)]")]
    [InlineData("[Input(4, 4, 2)] [MaxPool(1)]")]
    public void Windows(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(7, 7, 2)] [MaxPool(3, Strides = 2)]")]
    [InlineData("[Input(5, 6, 2)] [MaxPool(3, Strides = 1)]")]
    [InlineData("[Input(7, 6, 2)] [MaxPool(2, Strides = 3, Truncate = true)]")]
    [InlineData("[Input(6, 6, 2)] [MaxPool(2, StrideHeight = 1, StrideWidth = 2)]")]
    public void Strides_and_overlapping_windows(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(5, 5, 2)] [MaxPool(2, Padding = Padding.Same)]")]
    [InlineData("[Input(5, 6, 2)] [MaxPool(3, 2, Strides = 2, Padding = Padding.Same)]")]
    [InlineData("[Input(3, 3, 2)] [MaxPool(5, Strides = 1, Padding = Padding.Same)]")]
    public void Same_padding(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(6, 6, 1)] [Conv2D(3, 3, Activation.ReLU)] [MaxPool(2)] [Flatten] [Dense(4)]")]
    [InlineData("[Input(8, 8, 1)] [Conv2D(2, 3, Activation.ReLU)] [MaxPool(3, Strides = 1)] [Conv2D(2, 3)]")]
    [InlineData("[Input(4, 4, 1)] [Conv2D(35, 1, Activation.ReLU)] [MaxPool(2)] [Flatten] [Dense(4)]")]
    public void After_a_convolution(string stack) => LayerContract.Check(stack);

    [Fact]
    public void The_first_of_equal_values_gets_the_gradient()
    {
        // 35 channels: whole vectors and a rest. With a kernel of zeros all four positions give the bias.
        CompiledModels compiled = StackCompiler.CompileStacks("[Input(2, 2, 1)] [Conv2D(35, 1)] [MaxPool(2)]");
        float[] gradient = Numbers.Random(new Random(1), 35);
        foreach (Device device in (Device[])[.. ContractDevices.Cpu, .. ContractDevices.Gpu])
        {
            using var run = new ModelRun(compiled.Create("Model0", device, seed: 1));
            run.Parameters["conv2d/kernel"].Set(new float[35]);
            run.Forward([[2, 3, 5, 7]]);
            run.BackwardFrom([gradient]);
            // d kernel = the input at the maximum, the first position, x the gradient
            Assert.Equal(gradient.Select(g => 2 * g), run.Parameters["conv2d/kernel"].GradientToArray());
        }
    }
}
