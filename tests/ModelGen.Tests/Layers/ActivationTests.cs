using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

public class ActivationTests
{
    public static TheoryData<string> Layers => Of(activation => $"[Input(19)] [Activation(Activation.{activation})]");

    public static TheoryData<string> DenseLayers =>
        Of(activation => $"[Input(6)] [Dense(11, Activation.{activation})] [Dense(5, Activation.{activation})]");

    public static TheoryData<string> Convolutions =>
        Of(activation => $"[Input(10, 10, 1)] [Conv2D(3, 3, Activation.{activation})] [MaxPool(2)]");

    private static TheoryData<string> Of(Func<Activation, string> stack) =>
        [.. Extent.Pick(Enum.GetValues<Activation>().Distinct(), step: 3).Select(stack)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void As_a_layer(string stack) => LayerContract.Check(stack);

    [Theory]
    [MemberData(nameof(DenseLayers))]
    public void In_a_dense_layer_inside_and_at_the_end(string stack) => LayerContract.Check(stack);

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void In_a_convolution_before_a_pooling(string stack) => LayerContract.Check(stack, onGpu: false);

    [Theory]
    [InlineData("[Input(4, 5)] [Activation(Activation.LogSoftmax)] [Dense(3, Activation.GELU)]")]
    [InlineData("[Input(3, 4, 5)] [Activation(Activation.Sparsemax)]")]
    [InlineData("[Input(3, 4, 5)] [Activation(Activation.Mish)] [Dense(2, Activation.Sigmoid, PerPosition = true)]")]
    [InlineData("[Input(6)] [Dense(5)] [Activation(Activation.Swish)] [Dense(3)] [Activation(Activation.Sigmoid)]")]
    [InlineData("[Input(6)] [Dense(4, Activation.HardSwish)] [Reshape(2, 2)]")]
    [InlineData("[Input(6)] [Dense(4, Activation.Sigmoid)] [Reshape(2, 2)]")]
    public void New_ones_between_layers_and_on_every_rank(string stack) => LayerContract.Check(stack);

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

    [Theory]
    [InlineData("[Input(2)] [Dense(3, Activation.Sigmoid)]")]
    [InlineData("[Input(2)] [Dense(3)] [Activation(Activation.Sigmoid)]")]
    public void A_binary_crossentropy_takes_the_input_of_a_last_sigmoid(string stack)
    {
        using Model model = StackCompiler.CompileStacks(stack).Create("Model0", new CpuDevice(1), seed: 1);
        model.Parameters["dense/kernel"].Set(new float[6]);
        model.Parameters["dense/bias"].Set([50f, -50f, 0f]);
        model.Forward([1f, 2f]);
        // softplus(50), softplus(-50) + 50 for a target of 1, softplus(0): where probabilities are 0 and 1
        // they would be clipped, and have no gradient.
        Assert.Equal((50 + 50 + Math.Log(2)) / 3, model.Backward((float[])[0f, 1f, 1f], Loss.BinaryCrossentropy).Value, 1e-5);
        float[] gradient = model.Parameters["dense/bias"].GradientToArray();
        // (sigmoid - target) / 3
        Assert.Equal(1 / 3.0, gradient[0], 1e-6);
        Assert.Equal(-1 / 3.0, gradient[1], 1e-6);
        Assert.Equal(-1 / 6.0, gradient[2], 1e-6);
    }
}
