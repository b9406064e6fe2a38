using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>Layers that are declared frozen: gradients of all others, and of the inputs, are those of the Oracle.</summary>
public class FrozenLayerTests
{
    [Theory]
    [InlineData("[Input(5)] [Dense(7, Activation.Tanh, Trainable = false)] [Dense(3)]")]
    [InlineData("[Input(5)] [Dense(7, Activation.Tanh)] [Dense(3, KernelL2 = 0.1, Trainable = false)]")]
    [InlineData("[Input(5)] [Dense(7, Activation.Tanh)] [Dense(6, Activation.Sigmoid, Trainable = false)] [Dense(3, Activation.Softmax)]")]
    [InlineData("[Input(9, 9, 2)] [Conv2D(4, 2, Activation.ReLU, Trainable = false)] [MaxPool(2)] [Conv2D(3, 2)] [Flatten] [Dense(3)]")]
    [InlineData("[Input(9, 9, 2)] [Conv2D(4, 2)] [Conv2D(3, 2, Activation.Tanh, BiasL1 = 0.1, Trainable = false)] [Flatten] [Dense(3)]")]
    [InlineData("[Input(6, 6, 2)] [Conv2D(4, 3)] [BatchNormalization(Trainable = false, GammaL2 = 0.1)] [ReLU] [Flatten] [Dense(2)]")]
    [InlineData("[Input(6, 6, 2)] [Conv2D(4, 3, Trainable = false)] [BatchNormalization(Trainable = false)] [ReLU] [Flatten] [Dense(2)]")]
    [InlineData("[Input(6, 6, 2)] [Conv2D(4, 3, Trainable = false)] [BatchNormalization] [ReLU] [Flatten] [Dense(2, Trainable = false)]")]
    public void Chains(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(6, Name = \"x\")] [Dense(6, Activation.Tanh, Trainable = false)] [Add(\"x\")] [Dense(3)]")]
    [InlineData("[Input(4)] [Dense(6, Activation.Tanh, Trainable = false, Name = \"t\")] [Dense(6, Activation.ReLU)] [Add(\"t\")] "
        + "[Dense(3)]")]
    [InlineData("[Input(4)] [Dense(6, Activation.Tanh, Name = \"t\")] [Dense(6, Trainable = false)] [Multiply(\"t\")] [Dense(3)]")]
    [InlineData("[Input(5, 5, 3, Name = \"x\")] [Conv2D(3, 3, Padding = Padding.Same, Trainable = false)] [Add(\"x\")] [ReLU] "
        + "[Conv2D(2, 3)] [Flatten] [Dense(2)]")]
    [InlineData("[Input(4, Name = \"a\")] [Dense(5, Activation.Tanh, Trainable = false, Name = \"left\")] [Input(3, Name = \"b\")] "
        + "[Dense(5)] [Concatenate(\"left\")] [Dense(2)]")]
    [InlineData("[Input(4)] [Dense(6, Activation.Tanh, Name = \"t\")] [Dense(3, Activation.Softmax, Trainable = false)] "
        + "[Output(Name = \"p\")] [From(\"t\")] [Dense(2)] [Output(Name = \"q\")]")]
    public void Graphs(string stack) => LayerContract.Check(stack);
}
