using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

public class AveragePoolTests
{
    [Theory]
    [InlineData("[Input(6, 6, 3)] [AveragePool(2)]")]
    [InlineData("[Input(6, 6, 2)] [AveragePool(2, 3)]")]
    [InlineData("[Input(6, 6, 1)] [AveragePool(6)]")]
    [InlineData("[Input(4, 4, 17)] [AveragePooling2D(2)]")]
    [InlineData("[Input(5, 7, 2)] [AveragePool(2, Truncate = true)]")]
    public void Windows(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(7, 7, 2)] [AveragePool(3, Strides = 2)]")]
    [InlineData("[Input(5, 6, 2)] [AveragePool(3, Strides = 1)]")]
    [InlineData("[Input(7, 6, 2)] [AveragePool(2, Strides = 3, Truncate = true)]")]
    public void Strides_and_overlapping_windows(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(5, 5, 2)] [AveragePool(2, Padding = Padding.Same)]")]
    [InlineData("[Input(5, 6, 2)] [AveragePool(3, 2, Strides = 2, Padding = Padding.Same)]")]
    [InlineData("[Input(3, 3, 2)] [AveragePool(5, Strides = 1, Padding = Padding.Same)]")]
    public void Same_padding_divides_by_the_values_that_exist(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(8, 8, 1)] [Conv2D(3, 3)] [AveragePool(2)] [Conv2D(2, 2)]")]
    public void Between_convolutions(string stack) => LayerContract.Check(stack);
}
