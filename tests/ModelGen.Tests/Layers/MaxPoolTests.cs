using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

[Collection(ContractCollection.Name)]
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
    public void After_a_convolution_whose_ReLU_leaves_ties(string stack) => LayerContract.Check(stack);
}
