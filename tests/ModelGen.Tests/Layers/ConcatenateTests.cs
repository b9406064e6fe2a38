using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>Values one after the other, against the Oracle.</summary>
public class ConcatenateTests
{
    [Theory]
    [InlineData("[Input(6)] [Dense(5, Tanh, Name = \"a\")] [Dense(4, ReLU)] [Concatenate(\"a\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Tanh, Name = \"a\")] [Dense(4, ReLU)] [Concatenate(\"a\", Axis = 1)]")]
    [InlineData("[Input(6, Name = \"x\")] [Dense(5, Tanh, Name = \"a\")] [From(\"x\")] [Dense(4, Name = \"b\")] "
        + "[Concatenate(\"a\", \"b\")]")]
    [InlineData("[Input(6, Name = \"x\")] [Dense(5)] [Concatenate(\"x\", \"x\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Dense(4, ReLU, Name = \"b\")] [Concatenate(\"a\", \"b\")] "
        + "[Concatenate(\"a\")] [Dense(2)]")]
    [InlineData("[Input(3, 4)] [Dense(2, Name = \"a\")] [Dense(2)] [Concatenate(\"a\", Axis = 1)] [Flatten] [Dense(2)]")]
    [InlineData("[Input(3, 4)] [Dense(2, Name = \"a\")] [Dense(3)] [Concatenate(\"a\", Axis = 2)] [Flatten] [Dense(2)]")]
    [InlineData("[Input(4, 5, 2)] [Conv2D(3, 3, ReLU, Padding = Padding.Same, Name = \"a\")] "
        + "[MaxPool(3, Strides = 1, Padding = Padding.Same)] "
        + "[Conv2D(2, 1)] [Concatenate(\"a\")] [Conv2D(2, 3)] [Flatten] [Dense(2)]")]
    [InlineData("[Input(4, 5, 2)] [Conv2D(3, 3, Padding = Padding.Same, Name = \"a\")] [Conv2D(3, 1)] [Concatenate(\"a\", Axis = -3)]")]
    [InlineData("[Input(4, 5, 2)] [Conv2D(3, 3, Padding = Padding.Same, Name = \"a\")] [Conv2D(3, 1)] [Concatenate(\"a\", Axis = 2)]")]
    public void Along_each_axis(string stack) => LayerContract.Check(stack);
}
