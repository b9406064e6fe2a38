using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>Layers that merge values place by place, against the Oracle.</summary>
public class MergeTests
{
    [Theory]
    [InlineData("[Input(6)] [Dense(5, Tanh, Name = \"a\")] [Dense(5, ReLU)] [Add(\"a\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Tanh, Name = \"a\")] [Dense(5)] [Add(\"a\")]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Add(\"a\")] [Activation(ReLU)] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Dense(5, Name = \"b\")] [From(\"a\")] [Dense(5, Name = \"c\")] [Add(\"a\", \"b\")]")]
    [InlineData("[Input(6, Name = \"in\")] [Dense(6, Tanh)] [Add(\"in\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Dense(5, ReLU, Name = \"b\")] [Dense(5)] [Average(\"a\", \"b\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Dense(5, ReLU)] [Subtract(\"a\")] [Activation(Tanh)] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Dense(5, ReLU, Name = \"b\")] [Dense(5)] [Multiply(\"a\", \"b\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Dense(5, Tanh)] [Multiply(\"a\")] [Activation(GELU)]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Dense(5, Tanh, Name = \"b\")] [Dense(5)] [Maximum(\"a\", \"b\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Dense(5, Tanh)] [Minimum(\"a\")] [Dense(3, Softmax)]")]
    public void Of_equal_shapes(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(4, 5, 3)] [Conv2D(3, 3, Padding = Padding.Same, Name = \"a\")] [GlobalAveragePool(KeepDims = true)] "
        + "[Multiply(\"a\")]")]
    [InlineData("[Input(4, 5, 3)] [Conv2D(3, 3, Padding = Padding.Same, Name = \"a\")] [GlobalAveragePool] [Dense(3, Sigmoid)] "
        + "[Multiply(\"a\")]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Dense(1)] [Add(\"a\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(1, Name = \"a\")] [Dense(5)] [Subtract(\"a\")] [Dense(2)]")]
    [InlineData("[Input(3, 5)] [Dense(4, Name = \"a\")] [GlobalAveragePool] [Add(\"a\")] [Dense(2)]")]
    [InlineData("[Input(3, 5)] [Dense(1, Name = \"a\")] [Flatten] [Dense(4, Name = \"b\")] [From(\"a\")] [Maximum(\"b\")] [Dense(2)]")]
    [InlineData("[Input(3, 5)] [Dense(4, Name = \"a\")] [GlobalAveragePool] [Average(\"a\")] [Dense(2)]")]
    public void Of_shapes_that_are_repeated(string stack) => LayerContract.Check(stack);
}
