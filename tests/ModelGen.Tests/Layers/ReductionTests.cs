using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>Sums and means along an axis, against the Oracle.</summary>
public class ReductionTests
{
    [Theory]
    [InlineData("[Input(6)] [Sum]")]
    [InlineData("[Input(4, 5)] [Sum] [Dense(2)]")]
    [InlineData("[Input(4, 5, 3)] [Mean]")]
    [InlineData("[Input(3, 40)] [Mean] [Dense(2)]")]
    [InlineData("[Input(6)] [Sum(KeepDims = true)]")]
    [InlineData("[Input(4, 5)] [Mean(KeepDims = true)] [Dense(2)]")]
    [InlineData("[Input(4, 5, 3)] [Sum(KeepDims = true)] [Conv2D(2, 1)]")]
    public void Of_a_sample(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(6)] [Sum(1)]")]
    [InlineData("[Input(6)] [Mean(-1, KeepDims = true)] [Dense(2)]")]
    [InlineData("[Input(3, 40)] [Sum(1)]")]
    [InlineData("[Input(3, 40)] [Mean(-1)] [Dense(2)]")]
    [InlineData("[Input(3, 40)] [Sum(2, KeepDims = true)] [Dense(2)]")]
    [InlineData("[Input(40, 3)] [Mean(-2, KeepDims = true)] [Dense(2)]")]
    [InlineData("[Input(4, 5, 19)] [Sum(1)] [Dense(2)]")]
    [InlineData("[Input(4, 5, 19)] [Mean(2)]")]
    [InlineData("[Input(4, 5, 19)] [Sum(3)] [Dense(2)]")]
    [InlineData("[Input(4, 5, 3)] [Mean(-3, KeepDims = true)] [Conv2D(2, 1)]")]
    [InlineData("[Input(4, 5, 3)] [Sum(-2, KeepDims = true)] [Conv2D(2, 1)]")]
    [InlineData("[Input(4, 5, 3)] [Mean(axis: -1, KeepDims = true)] [Conv2D(2, 3)]")]
    [InlineData("[Input(4, 1, 3)] [Sum(2)] [Dense(2)]")]
    public void Along_an_axis(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(6)] [Dense(20, Tanh, Name = \"a\")] [Mean] [Multiply(\"a\")] [Dense(2)]")]
    [InlineData("[Input(4, 3)] [Dense(5, Exponential, Name = \"e\")] [Sum(-1, KeepDims = true, Name = \"s\")] [Divide(\"e\", \"s\")] "
        + "[Dense(2)]")]
    [InlineData("[Input(4, 5, 3)] [Conv2D(3, 3, Padding = Padding.Same, Name = \"a\")] [Sum(1)] [Square] [Add(\"a\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Tanh, Name = \"a\")] [Dense(5)] [Subtract(\"a\")] [Square] [Sum] [Dense(1, Sigmoid)]")]
    [InlineData("[Input(6, 2)] [Dense(5, Tanh)] [Mean(1, Name = \"m\")] [Output] [Sum] [Output]")]
    [InlineData("[Input(20, 4)] [Sum(1, Name = \"s\")] [Dense(4)] [Add(\"s\")] [Mean(-1)]")]
    public void Among_other_layers(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(40, 30, 20)] [Dense(30, ReLU, PerPosition = true)] [Mean(2)] [Sum(-1)] [Dense(3)]")]
    [InlineData("[Input(50, 60)] [Dense(70)] [Sum] [Dense(3)]")]
    public void With_enough_work_for_several_threads(string stack) => LayerContract.CheckLarge(stack);

    // Added up one after the other in float32, these would stay where they begin: what is added is less than half a last place.
    [Theory]
    [InlineData("[Input(2, 1000)] [Sum(-1)]")]
    [InlineData("[Input(1000, 2)] [Sum(1)]")]
    public void A_sum_is_rounded_once(string stack)
    {
        CompiledModels compiled = StackCompiler.CompileStacks(stack);
        LayerContract.AssertCompiles(compiled);
        using Model model = compiled.Create("Model0", ContractDevices.Cpu[0], seed: 1);
        float[] values = [.. Enumerable.Repeat(1f, 2_000)];
        (values[0], values[1]) = (1 << 24, 1 << 24);
        float[] expected = stack.Contains("(2, 1000)", StringComparison.Ordinal)
            ? [(2 << 24) + 998, 1_000] : [(1 << 24) + 999, (1 << 24) + 999];
        Assert.Equal(expected, model.Predict(values).ToArray());
    }
}
