using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

[Collection(ContractCollection.Name)]
public class ActivationTests
{
    [Theory]
    [InlineData("[Input(19)] [Activation(Activation.Linear)]")]
    [InlineData("[Input(19)] [Activation(Activation.ReLU)]")]
    [InlineData("[Input(19)] [Activation(Activation.Sigmoid)]")]
    [InlineData("[Input(19)] [Activation(Activation.Tanh)]")]
    [InlineData("[Input(19)] [Activation(Activation.Softmax)]")]
    public void As_a_layer(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(4, 5)] [Activation(Activation.Softmax)]")]
    [InlineData("[Input(3, 4, 5)] [Activation(Activation.Softmax)]")]
    [InlineData("[Input(3, 4, 5)] [Activation(Activation.ReLU)]")]
    [InlineData("[Input(4, 5)] [Activation(Activation.Tanh)]")]
    public void On_every_rank(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(6)] [Dense(5)] [Activation(Activation.ReLU)] [Dense(3)] [Activation(Activation.Softmax)]")]
    [InlineData("[Input(6)] [Dense(5, Activation.Tanh)] [Activation(Activation.Sigmoid)] [Dense(3)]")]
    [InlineData("[Input(5, 5, 1)] [Conv2D(3, 3)] [Activation(Activation.ReLU)] [MaxPool(3)] [Flatten]")]
    public void Between_layers(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(6)] [Dense(4, Activation.Softmax)] [Dense(3)]")]
    [InlineData("[Input(6)] [Dense(4, Activation.Softmax)] [Dense(4, Activation.Softmax)]")]
    [InlineData("[Input(6)] [Dense(4, Activation.Softmax)] [Reshape(2, 2)]")]
    public void Softmax_before_another_layer(string stack) => LayerContract.Check(stack);
}
