using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

public class GlobalAveragePoolTests
{
    [Theory]
    [InlineData("[Input(4, 5, 3)] [GlobalAveragePool]")]
    [InlineData("[Input(4, 5, 17)] [GlobalAveragePooling2D]")]
    [InlineData("[Input(7, 3)] [GlobalAveragePool]")]
    [InlineData("[Input(1, 1, 4)] [GlobalAveragePool]")]
    [InlineData("[Input(1, 4)] [GlobalAveragePool]")]
    public void Images_and_sequences(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(4, 4, 3)] [GlobalAveragePool(KeepDims = true)] [Conv2D(2, 1)]")]
    [InlineData("[Input(7, 3)] [GlobalAveragePool(KeepDims = true)] [Dense(2)]")]
    public void KeepDims_keeps_axes_of_size_1(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(5, 5, 1)] [Conv2D(6, 2, Activation.ReLU)] [GlobalAveragePool] [Dense(3, Activation.Softmax)]")]
    public void Before_a_dense_layer(string stack) => LayerContract.Check(stack);
}
