using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

public class DropoutTests
{
    [Theory]
    [InlineData("[Input(23)] [Dropout(0)] [Dense(3)]")]
    [InlineData("[Input(23)] [Dropout(0.25)] [Dense(3)]")]
    [InlineData("[Input(23)] [Dropout(1)] [Dense(3)]")]
    [InlineData("[Input(23)] [Dropout(0.9)] [Dense(3)]")]
    public void Rates(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(4, 5)] [Dropout(0.5)] [Dense(3)]")]
    [InlineData("[Input(4, 4, 3)] [Dropout(0.3)] [Conv2D(2, 2)]")]
    [InlineData("[Input(9)] [Dropout(0.5)]")]
    public void On_every_rank(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(12)] [Dropout(0.5)] [Dense(20)] [Dropout(0.5)] [Dense(3)]")]
    [InlineData("[Input(6, 6, 1)] [Conv2D(4, 3, Activation.ReLU)] [MaxPool(2)] [Dropout(0.25)] [Dense(6)] [Dropout(0.5)] [Dense(2, "
        + "Activation.Softmax)]")]
    public void Each_layer_draws_its_own_mask(string stack) => LayerContract.Check(stack);
}
