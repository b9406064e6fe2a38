using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>Quotients, against the Oracle; divisors keep away from 0.</summary>
public class DivideTests
{
    [Theory]
    [InlineData("[Input(6)] [Dense(5, Exponential, Name = \"a\")] [Dense(5)] [Divide(\"a\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(19, Sigmoid, Name = \"a\")] [Dense(19)] [Divide(\"a\")]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Dense(5, Sigmoid, Name = \"b\")] [Divide(\"a\", \"b\")] [Activation(Tanh)] "
        + "[Dense(2)]")]
    [InlineData("[Input(6)] [Activation(Exponential, Name = \"x\")] [Dense(6)] [Divide(\"x\")] [Dense(2)]")]
    [InlineData("[Input(6, Name = \"x\")] [Dense(6, Sigmoid, Name = \"b\")] [Divide(\"x\", \"b\")] [Dense(2)]")]
    [InlineData("[Input(4, 3)] [Dense(5, Sigmoid, Name = \"a\")] [Dense(5)] [Divide(\"a\")] [Add(\"a\")] [Dense(2)]")]
    public void Of_equal_shapes(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(4, 5, 3)] [Conv2D(3, 3, Padding = Padding.Same, Name = \"a\")] [GlobalAveragePool] "
        + "[Dense(3, Sigmoid, Name = \"b\")] [Divide(\"a\", \"b\")]")]
    [InlineData("[Input(4, 5, 3)] [Conv2D(3, 1, Sigmoid, Name = \"a\")] [GlobalAveragePool] [Divide(\"a\")] [Flatten] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(1, Sigmoid, Name = \"a\")] [Dense(5)] [Divide(\"a\")] [Dense(2)]")]
    [InlineData("[Input(3, 5)] [Dense(1, Name = \"a\")] [Flatten] [Dense(4, Sigmoid, Name = \"b\")] [Divide(\"a\", \"b\")] [Dense(2)]")]
    public void Of_shapes_that_are_repeated(string stack) => LayerContract.Check(stack);
}
