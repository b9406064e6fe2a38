using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>Sums of products, against the Oracle.</summary>
public class DotTests
{
    [Theory]
    [InlineData("[Input(6)] [Dense(5, Tanh, Name = \"a\")] [Dense(5)] [Dot(\"a\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Tanh, Name = \"a\")] [Dense(5)] [Dot(\"a\", Axes = 1, Normalize = true)]")]
    [InlineData("[Input(4, 3)] [Dense(5, Tanh, Name = \"a\")] [Dense(5)] [Dot(\"a\", Axes = 2)]")]
    [InlineData("[Input(4, 3)] [Dense(5, Tanh, Name = \"a\")] [Dense(2)] [Dot(\"a\", Axes = 1)] [Flatten] [Dense(2)]")]
    [InlineData("[Input(4, 3)] [Dense(4, Tanh, Name = \"a\")] [Dense(2)] [Dot(\"a\", FirstAxis = 1, SecondAxis = 2)]")]
    [InlineData("[Input(4, 3)] [Dense(5, Name = \"a\")] [Dense(5)] [Dot(\"a\", Axes = -1, Normalize = true)] [Flatten] [Dense(2)]")]
    [InlineData("[Input(3, 2, 4)] [Conv2D(3, 1, Name = \"a\")] [GlobalAveragePool] [Dot(\"a\")]")]
    [InlineData("[Input(3, 2, 4)] [Conv2D(3, 1, Name = \"a\")] [GlobalAveragePool] "
        + "[Dot(\"a\", FirstAxis = 1, SecondAxis = 1, Normalize = true)]")]
    [InlineData("[Input(4, 3)] [Dense(5, Name = \"a\")] [Dot(\"a\")] [Flatten] [Dense(2)]")]
    public void Along_each_axis(string stack) => LayerContract.Check(stack);
}
