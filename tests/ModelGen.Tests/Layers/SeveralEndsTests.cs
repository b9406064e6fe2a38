using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>
/// Models with several inputs and outputs against the Oracle: whichever losses take logits, and whoever reads an output too.
/// </summary>
public class SeveralEndsTests
{
    [Theory]
    [InlineData("[Input(8, 8, 1, Name = \"image\")] [Conv2D(4, 3, ReLU)] [MaxPool(2)] [Flatten] [Dense(6, ReLU, Name = \"features\")] "
        + "[Input(5, Name = \"meta\")] [Dense(3, ReLU)] [Concatenate(\"features\")] [Dense(4, Softmax)] [Output(Name = \"digit\")] "
        + "[From(\"features\")] [Dense(1, Sigmoid)] [Output(Name = \"odd\")]")]
    [InlineData("[Input(4, Name = \"a\")] [Input(4)] [Subtract(\"a\")] [Dense(3)]")]
    [InlineData("[Input(4, Name = \"a\")] [Dense(3, Name = \"left\")] [Input(2, 3, Name = \"b\")] [Flatten] "
        + "[Dense(3, Tanh, Name = \"middle\")] "
        + "[Input(5, 5, 2)] [GlobalAveragePool] [Dense(3)] [Average(\"left\", \"middle\")] [Dense(2, Softmax)]")]
    [InlineData("[Input(6, Name = \"x\")] [Input(5)] [Dense(6, ReLU)] [Multiply(\"x\")] [Dense(2)]")]
    public void Several_inputs(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(6)] [Dense(5, ReLU)] [Dense(4, Softmax)] [Output(Name = \"kind\")] [Dense(3, ReLU)] [Dense(1, Sigmoid)] [Output]")]
    [InlineData("[Input(6)] [Dense(5, Sigmoid, Name = \"a\")] [Output] [Dense(4, Tanh, Name = \"b\")] [From(\"a\")] "
        + "[Dense(4)] [Add(\"b\")] [Output] [Activation(Softmax)] [Output(Name = \"c\")]")]
    [InlineData("[Input(6)] [Dense(5)] [Output] [ReLU] [Dense(4)] [Output]")]
    [InlineData("[Input(6)] [Dense(5, ReLU)] [Output] [Dense(4, Softmax)] [Output] [Dense(3, Softmax)] [Output]")]
    [InlineData("[Input(4, 5)] [Dense(5, Softmax)] [Output] [GlobalAveragePool] [Output]")]
    [InlineData("[Input(8, 8, 2)] [Conv2D(3, 3, ReLU)] [Output] [MaxPool(2)] [Flatten] [Dense(2, Softmax)] [Output]")]
    [InlineData("[Input(8, 8, 2)] [Conv2D(3, 3, Softmax)] [Output] [MaxPool(2)] [Output]")]
    [InlineData("[Input(6)] [Dense(40, Softmax, ActivityL2 = 0.1)] [Output] [Dense(300, Sigmoid, ActivityL1 = 0.1)] [Output] [Dense(2)] "
        + "[Output]")]
    public void An_output_that_is_read_on(string stack) => LayerContract.Check(stack);

    // The input of a softmax is an output itself, or is read by others.
    [Theory]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Activation(Softmax)] [Output(Name = \"b\")] [From(\"a\")] [Dense(3)] [Output]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Output] [Activation(Softmax)] [Output]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Dense(3, Name = \"b\")] [Output] [From(\"a\")] [Activation(Sigmoid)] "
        + "[Output] [Dense(3)] [Add(\"b\", Name = \"c\")] [Output]")]
    [InlineData("[Input(6, Name = \"x\")] [Activation(Softmax)] [Output] [From(\"x\")] [Dense(2)] [Output]")]
    public void Logits_that_others_read(string stack) => LayerContract.Check(stack);

    // One value, in two shapes.
    [Theory]
    [InlineData("[Input(6)] [Dense(4)] [Output] [Reshape(2, 2)] [Output]")]
    [InlineData("[Input(6)] [Dense(4, Softmax)] [Output] [Reshape(2, 2)] [Output] [Flatten] [Output] [Dense(3)] [Output]")]
    [InlineData("[Input(2, 3, Name = \"x\")] [Flatten] [Output] [From(\"x\")] [Dense(2)] [Output]")]
    public void A_value_that_is_given_out_twice(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(6, 6, 3, Name = \"x\")] [Conv2D(4, 3, UseBias = false)] [BatchNormalization] [ReLU] [Output] [GlobalAveragePool] "
        + "[Dense(3, Softmax)] [Output] [From(\"x\")] [GlobalAveragePool] [Output(Name = \"mean\")]")]
    [InlineData("[Input(6, Name = \"x\")] [Dense(5, ReLU)] [Dropout(0.25)] [Output] [BatchNormalization] [Dense(4, Softmax)] [Output]")]
    [InlineData("[Input(6)] [Dense(4, Softmax, KernelL2 = 0.1)] [Output] [Dense(3, ActivityL1 = 0.2)] [Output]")]
    public void Other_layers_at_the_ends(string stack) => LayerContract.Check(stack);
}
