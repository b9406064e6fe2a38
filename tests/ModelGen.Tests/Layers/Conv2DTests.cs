using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

public class Conv2DTests
{
    [Theory]
    [InlineData("[Input(6, 6, 2)] [Conv2D(3, 3)]")]
    [InlineData("[Input(6, 5, 2)] [Conv2D(3, 2, 3, UseBias = false)]")]
    [InlineData("[Input(5, 5, 1)] [Conv2D(4, 1)]")]
    [InlineData("[Input(4, 4, 3)] [Conv2D(2, 4)]")]
    public void Valid_padding(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(6, 6, 2)] [Conv2D(3, 3, Padding = Padding.Same)]")]
    [InlineData("[Input(5, 6, 2)] [Conv2D(3, 2, 4, Padding = Padding.Same)]")]
    [InlineData("[Input(2, 3, 2)] [Conv2D(2, 5, Padding = Padding.Same)]")]
    public void Same_padding(string stack) => LayerContract.Check(stack);

    // As many filters as a vector has places, and channels on the way back.
    [Theory]
    [InlineData("[Input(4, 10, 16)] [Conv2D(16, 3)]")]
    [InlineData("[Input(3, 24, 16)] [Conv2D(16, 3, Padding = Padding.Same, UseBias = false)]")]
    [InlineData("[Input(4, 8, 4)] [Conv2D(4, 3, Padding = Padding.Same)] [Conv2D(16, 2, 3, Padding = Padding.Same)]")]
    public void Kernels_that_slide_along_rows(string stack) => LayerContract.Check(stack, onGpu: false);

    [Theory]
    [InlineData("[Input(7, 7, 2)] [Conv2D(3, 3, Strides = 2)]")]
    [InlineData("[Input(6, 8, 2)] [Conv2D(3, 3, StrideHeight = 1, StrideWidth = 2, Truncate = true)]")]
    [InlineData("[Input(6, 7, 2)] [Conv2D(3, 3, Strides = 2, Padding = Padding.Same)]")]
    [InlineData("[Input(7, 5, 1)] [Conv2D(2, 1, Strides = 3, Truncate = true)]")]
    [InlineData("[Input(7, 6, 1)] [Conv2D(2, 2, StrideHeight = 3, StrideWidth = 2, Padding = Padding.Same)]")]
    public void Strides(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(5, 5, 2)] [Conv2D(3, 3, Activation.ReLU)]")]
    [InlineData("[Input(5, 5, 2)] [Conv2D(3, 3, 3, Activation.Sigmoid)]")]
    [InlineData("[Input(5, 5, 2)] [Conv2D(3, 3, Activation.Tanh, UseBias = false)]")]
    [InlineData("[Input(5, 5, 2)] [Conv2D(3, 3, activation: Activation.Softmax)]")]
    public void Activations(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(4, 4, 17)] [Conv2D(19, 3)]")]
    [InlineData("[Input(4, 4, 3)] [Conv2D(33, 2, Activation.ReLU)]")]
    [InlineData("[Input(3, 3, 16)] [Conv2D(16, 3, Padding = Padding.Same)]")]
    public void Channels_that_are_multiples_of_no_vector_and_that_are(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(7, 7, 2)] [Conv2D(3, 3, Activation.ReLU)] [Conv2D(4, 3, Activation.Tanh)] [Conv2D(2, 3)]")]
    [InlineData("[Input(9, 9, 1)] [Conv2D(2, 2)] [Conv2D(2, 3, Strides = 2, Truncate = true)]")]
    public void Chains_whose_gradients_are_summed_in_lanes_and_as_one_product(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(10, 10, 8)] [Conv2D(24, 3, Activation.ReLU)] [Conv2D(8, 3)]")]
    [InlineData("[Input(9, 9, 6)] [Conv2D(20, 3, Strides = 2)] [Conv2D(33, 2)] [Conv2D(4, 1)]")]
    public void Enough_work_for_several_threads(string stack) => LayerContract.CheckLarge(stack);
}
