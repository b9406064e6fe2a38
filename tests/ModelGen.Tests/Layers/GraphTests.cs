using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>Layers that several others read: their gradients are sums, whoever contributes and in whatever way.</summary>
public class GraphTests
{
    [Theory]
    [InlineData("[Input(8, 8, 3)] [Conv2D(4, 3, ReLU, Padding = Padding.Same, Name = \"a\")] [Conv2D(4, 3, ReLU, Padding = Padding.Same)] "
        + "[Conv2D(4, 3, Padding = Padding.Same)] [Add(\"a\")] [Activation(ReLU)] [GlobalAveragePool] [Dense(3, Softmax)]")]
    [InlineData("[Input(8, 8, 3)] [Conv2D(4, 3, ReLU, Padding = Padding.Same, Name = \"a\")] "
        + "[Conv2D(6, 3, ReLU, Strides = 2, Padding = Padding.Same)] "
        + "[Conv2D(6, 3, Padding = Padding.Same, Name = \"b\")] [From(\"a\")] [Conv2D(6, 1, Strides = 2)] [Add(\"b\")] [Activation(ReLU)] "
        + "[GlobalAveragePool] [Dense(3)]")]
    [InlineData("[Input(6, 6, 2)] [Conv2D(4, 3, Padding = Padding.Same, Name = \"a\")] [MaxPool(3, Strides = 1, Padding = Padding.Same)] "
        + "[Add(\"a\")] [Activation(ReLU, Name = \"b\")] [AveragePool(3, Strides = 1, Padding = Padding.Same)] [Add(\"a\", \"b\")] "
        + "[Flatten] "
        + "[Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, ReLU, Name = \"a\")] [Dense(4, Tanh)] [Dense(5, Name = \"b\")] [From(\"a\")] [Dropout(0.3)] "
        + "[Dense(5)] "
        + "[Add(\"b\", \"a\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(8, ReLU, Name = \"a\")] [Reshape(2, 2, 2)] [Flatten] [Dense(8, Name = \"b\")] [From(\"a\")] "
        + "[Multiply(\"b\")] "
        + "[Dense(2)]")]
    [InlineData("[Input(300)] [Dense(300, ReLU, Name = \"a\")] [Dense(16, Tanh)] [Dense(300)] [Add(\"a\")] [Activation(Tanh)] [Dense(2)]")]
    [InlineData("[Input(300)] [Dense(16, ReLU, Name = \"a\")] [Dense(300, Tanh)] [Dense(16)] [Add(\"a\")] [Activation(Softmax)]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Activation(Softmax)] [Multiply(\"a\")] [Activation(Sigmoid, Name = \"b\")] "
        + "[Activation(GELU)] [Subtract(\"b\")] [Dense(2)]")]
    [InlineData("[Input(12, 12, 3)] [Conv2D(4, 3, ReLU, Name = \"a\")] [MaxPool(2)] [Flatten] [Dense(3, Name = \"b\")] "
        + "[From(\"a\")] [Flatten] "
        + "[Dense(3)] [Add(\"b\")]")]
    [InlineData("[Input(12, 12, 3)] [Conv2D(4, 3, ReLU, Padding = Padding.Same, Name = \"a\")] [Conv2D(5, 3, ReLU)] [MaxPool(2)] [Flatten] "
        + "[Dense(3, Name = \"b\")] [From(\"a\")] [Conv2D(5, 3, ReLU)] [MaxPool(2)] [Flatten] [Dense(3)] [Add(\"b\")]")]
    [InlineData("[Input(6)] [Dense(5, ActivityL2 = 0.1, Name = \"a\")] [Dense(5, ReLU, ActivityL1 = 0.1, Name = \"b\")] [Add(\"a\")] "
        + "[Add(\"b\")] [Dense(2)]")]
    public void Branches(string stack) => LayerContract.Check(stack);

    // Each product that adds to a gradient, in each of its forms, and a convolution that adds by Winograd's method; the second branch adds.
    [Theory]
    [InlineData("[Input(20)] [Dense(40, ReLU, Name = \"a\")] [Dense(7, Name = \"b\")] [From(\"a\")] [Dense(7)] [Add(\"b\")]")]
    [InlineData("[Input(20)] [Dense(40, ReLU, Name = \"a\")] [Dense(600, Name = \"b\")] [From(\"a\")] [Dense(600)] [Add(\"b\")] "
        + "[Dense(2)]")]
    [InlineData("[Input(9, 20)] [Dense(40, ReLU, Name = \"a\")] [Dense(20, Name = \"b\")] [From(\"a\")] [Dense(20)] [Add(\"b\")] "
        + "[Dense(2)]")]
    [InlineData("[Input(4, 5, 32, Name = \"x\")] [Conv2D(32, 3, Padding = Padding.Same)] [Add(\"x\")] [Activation(ReLU)] [Flatten] "
        + "[Dense(2)]")]
    [InlineData("[Input(5, 4, 32)] [Conv2D(36, 1, Name = \"x\")] [Conv2D(36, 5, Padding = Padding.Same, UseBias = false)] [Add(\"x\")] "
        + "[Activation(GELU)] [GlobalAveragePool]")]
    [InlineData("[Input(12, 12, 3)] [Conv2D(16, 3, ReLU, Padding = Padding.Same, Name = \"a\")] [Conv2D(16, 3, ReLU)] [MaxPool(2)] "
        + "[Flatten] "
        + "[Dense(3, Name = \"b\")] [From(\"a\")] [Conv2D(16, 3, ReLU)] [MaxPool(2)] [Flatten] [Dense(3)] [Add(\"b\")]")]
    [InlineData("[Input(12, 12, 3)] [Conv2D(16, 3, ReLU, Padding = Padding.Same, Name = \"a\")] "
        + "[Conv2D(16, 3, ReLU, Padding = Padding.Same)] [MaxPool(2)] [Flatten] [Dense(3, Name = \"b\")] [From(\"a\")] "
        + "[Conv2D(16, 3, ReLU, Padding = Padding.Same)] [MaxPool(2)] [Flatten] [Dense(3)] [Add(\"b\")]")]
    [InlineData("[Input(9, 9, 3)] [Conv2D(6, 3, ReLU, Padding = Padding.Same, Name = \"a\")] "
        + "[Conv2D(5, 3, Strides = 2, Padding = Padding.Same, "
        + "Name = \"b\")] [From(\"a\")] [Conv2D(5, 1, Strides = 2)] [Add(\"b\")] [Activation(ReLU)] [GlobalAveragePool] [Dense(2)]")]
    public void Products_add_to_gradients(string stack) => LayerContract.Check(stack, onGpu: false);

    // Values of several sizes in one layer: a gradient that others still read is copied, and one beside it, of another size, is added to;
    // the first two of three values are smaller than what the activation works on.
    [Theory]
    [InlineData("[Input(6, Name = \"x\")] [Dense(1, Tanh, Name = \"a\")] [From(\"x\")] [Dense(1, Name = \"c\")] [From(\"x\")] "
        + "[Dense(40, Name = \"b\")] [Add(\"a\")] [Dense(1, Name = \"m\")] [From(\"a\")] [Add(\"c\")] [Add(\"m\", Name = \"s\")] "
        + "[From(\"b\")] [Dense(1)] [Add(\"s\")]")]
    [InlineData("[Input(6, Name = \"x\")] [Dense(1, Name = \"a\")] [From(\"x\")] [Dense(1, Name = \"b\")] [From(\"x\")] "
        + "[Dense(5, Name = \"c\")] [From(\"a\")] [Multiply(\"b\", \"c\")] [Activation(Tanh)] [Dense(2)]")]
    [InlineData("[Input(6, Name = \"x\")] [Dense(1, Name = \"a\")] [From(\"x\")] [Dense(1, Name = \"b\")] [From(\"x\")] "
        + "[Dense(5, Name = \"c\")] [From(\"a\")] [Add(\"b\", \"c\")] [Activation(ReLU)] [Dense(2)]")]
    public void Sizes_of_one_layer_that_differ(string stack) => LayerContract.Check(stack);

    [Fact]
    public void Parameters_are_listed_as_Keras_lists_layers_and_drawn_as_they_are_written()
    {
        const string graph = "[Input(6, Name = \"x\")] [Dense(5, UseBias = false, Name = \"short\")] [From(\"x\")] "
            + "[Dense(4, UseBias = false)] [Dense(5, UseBias = false)] [Add(\"short\")]", chain = "[Input(6)] [Dense(5, UseBias = false)]";
        CompiledModels compiled = StackCompiler.CompileStacks(graph, chain);
        using Model branched = compiled.Create("Model0", ContractDevices.Cpu[0], seed: 3);
        using Model first = compiled.Create("Model1", ContractDevices.Cpu[0], seed: 3);
        Assert.Equal(["dense/kernel", "dense_1/kernel", "short/kernel"], branched.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(first.Parameters[0].ToArray(), branched.Parameters["short/kernel"].ToArray());
    }
}
