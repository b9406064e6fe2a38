using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

public class ReshapeTests
{
    [Theory]
    [InlineData("[Input(12)] [Reshape(3, 4)]")]
    [InlineData("[Input(12)] [Reshape(2, 3, 2)]")]
    [InlineData("[Input(2, 3, 2)] [Reshape(12)]")]
    [InlineData("[Input(3, 4)] [Reshape(2, -1)]")]
    [InlineData("[Input(12)] [Reshape(-1)]")]
    public void To_every_rank(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(36)] [Reshape(6, 6, 1)] [Conv2D(2, 3, Activation.ReLU)] [Flatten] [Dense(3)]")]
    [InlineData("[Input(4, 3)] [Reshape(6, 2)] [Dense(3)]")]
    [InlineData("[Input(6)] [Dense(12)] [Reshape(3, -1)] [Dense(2)] [Flatten] [Dense(2)]")]
    [InlineData("[Input(8)] [Dense(16, Activation.ReLU)] [Reshape(4, 4, 1)] [MaxPool(2)]")]
    public void What_follows_works_on_the_new_shape(string stack) => LayerContract.Check(stack);
}
