using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

public class BatchNormalizationTests
{
    [Theory]
    [InlineData("[Input(5, 6, 3)] [BatchNormalization]")]
    [InlineData("[Input(7)] [BatchNormalization]")]
    [InlineData("[Input(4, 4, 16)] [BatchNormalization(Momentum = 0.5, Epsilon = 0.01)]")]
    [InlineData("[Input(3, 70)] [BatchNormalization(Scale = false)] [Activation(Activation.ReLU)]")]
    [InlineData("[Input(5, 4, 3)] [BatchNormalization(Center = false)] [ReLU]")]
    [InlineData("[Input(5, 4, 3)] [BatchNormalization(Center = false, Scale = false)] [Activation(Activation.GELU)]")]
    [InlineData("[Input(3, 20)] [BatchNormalization(Axis = 1)] [ReLU]")]
    [InlineData("[Input(3, 4, 5)] [BatchNormalization(Axis = 2)]")]
    [InlineData("[Input(3, 4, 5)] [BatchNormalization(Axis = -3)] [Dense(4, Activation.Softmax)]")]
    [InlineData("[Input(5, 4, 3)] [BatchNormalization(Trainable = false)] [ReLU]")]
    [InlineData("[Input(6)] [Dense(40)] [BatchNormalization] [ReLU] [Dense(5, UseBias = false)] [BatchNormalization] "
        + "[Activation(Activation.Softmax)]")]
    [InlineData("[Input(6)] [Dense(3)] [BatchNormalization] [Activation(Activation.Sigmoid)]")]
    [InlineData("[Input(6, 5)] [Dense(4)] [BatchNormalization(GammaL2 = 0.1, BetaL1 = 0.2)] [Activation(Activation.Tanh)]")]
    [InlineData("[Input(8, 8, 3)] [Conv2D(4, 3, UseBias = false)] [BatchNormalization] [ReLU] [Dense(3)]")]
    [InlineData("[Input(12, 12, 3)] [Conv2D(4, 3)] [BatchNormalization] [ReLU] [MaxPool(2)] [Dense(3)]")]
    [InlineData("[Input(12, 12, 3)] [Conv2D(4, 3)] [BatchNormalization] [MaxPool(2)] [Dense(3)]")]
    [InlineData("[Input(12, 12, 3)] [Conv2D(4, 3, Activation.ReLU)] [BatchNormalization] [MaxPool(2)] [Dropout(0.25)] [Dense(3)]")]
    [InlineData("[Input(6, 6, 4, Name = \"x\")] [Conv2D(4, 3, Padding = Padding.Same)] [BatchNormalization] [Add(\"x\")] "
        + "[ReLU] [Dense(2)]")]
    [InlineData("[Input(6, 6, 3)] [Conv2D(4, 3)] [BatchNormalization] [ReLU(Name = \"trunk\")] [Conv2D(4, 3, Padding = Padding.Same)] "
        + "[BatchNormalization] [ReLU] [Conv2D(4, 3, Padding = Padding.Same)] [BatchNormalization] [Add(\"trunk\")] [ReLU] "
        + "[GlobalAveragePool] [Dense(3, Activation.Softmax)]")]
    [InlineData("[Input(6, 6, 32)] [Conv2D(32, 3, Padding = Padding.Same)] [BatchNormalization] [ReLU] [GlobalAveragePool]")]
    public void Agrees_with_the_Oracle(string attributes) => LayerContract.Check(attributes);
}
