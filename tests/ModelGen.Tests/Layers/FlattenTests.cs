using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

public class FlattenTests
{
    [Theory]
    [InlineData("[Input(3, 4, 2)] [Flatten]")]
    [InlineData("[Input(3, 4)] [Flatten]")]
    [InlineData("[Input(5)] [Flatten]")]
    [InlineData("[Input(5, 5, 1)] [Conv2D(3, 3)] [Flatten] [Dense(4)]")]
    [InlineData("[Input(5, 5, 1)] [Conv2D(3, 3)] [Flatten]")]
    public void Gives_one_row(string stack) => LayerContract.Check(stack);
}
