using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

public class DenseTests
{
    [Theory]
    [InlineData("[Input(5)] [Dense(3)]")]
    [InlineData("[Input(5)] [Dense(3, UseBias = false)]")]
    [InlineData("[Input(1)] [Dense(1)]")]
    [InlineData("[Input(33)] [Dense(17)]")]
    [InlineData("[Input(16)] [Dense(32)] [Dense(1)]")]
    [InlineData("[Input(100)] [Dense(10)]")]
    public void Vectors(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(9)] [Dense(7, Activation.ReLU)]")]
    [InlineData("[Input(9)] [Dense(7, Activation.Sigmoid)]")]
    [InlineData("[Input(9)] [Dense(7, Activation.Tanh)]")]
    [InlineData("[Input(9)] [Dense(7, Activation.Softmax)]")]
    [InlineData("[Input(9)] [Dense(7, activation: Activation.ReLU, UseBias = false)] [Dense(2, Activation.Softmax)]")]
    public void Activations(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(4, 5)] [Dense(3)]")]
    [InlineData("[Input(4, 5)] [Dense(3, Activation.Softmax)]")]
    [InlineData("[Input(6, 17)] [Dense(5, Activation.ReLU, UseBias = false)]")]
    public void Sequences_go_row_by_row(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(3, 4, 2)] [Dense(5)]")]
    [InlineData("[Input(3, 4, 2)] [Dense(5, PerPosition = true)]")]
    [InlineData("[Input(4, 8, 3)] [Dense(3, PerPosition = true)]")] // one sample has the rows of two halves
    [InlineData("[Input(3, 3, 2)] [Dense(3, Activation.Softmax, PerPosition = true)]")]
    [InlineData("[Input(4, 4, 1)] [Conv2D(2, 3)] [Dense(4)] [Dense(2, Name = \"out\")]")]
    public void Images_are_flattened_or_go_position_by_position(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(70)] [Dense(130, Activation.ReLU)] [Dense(60)]")]
    [InlineData("[Input(6, 20)] [Dense(50, Activation.Tanh)] [Dense(40, Activation.Softmax)]")]
    public void Enough_work_for_several_threads(string stack) => LayerContract.CheckLarge(stack);
}
