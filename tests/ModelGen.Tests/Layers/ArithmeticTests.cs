using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>Layers that compute each value by itself, against the Oracle, and where one rounding matters, against float32.</summary>
public class ArithmeticTests
{
    [Theory]
    [InlineData("[Input(6)] [Square]")]
    [InlineData("[Input(4, 5)] [Square] [Dense(2)]")]
    [InlineData("[Input(4, 5, 3)] [Square] [Conv2D(2, 3)] [Flatten] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(19, Tanh)] [Square] [Activation(ReLU)] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5)] [Square] [Activation(GELU)] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5)] [Square] [Activation(Softmax)]")]
    [InlineData("[Input(6)] [Dense(5, ReLU)] [Square] [Activation(Sigmoid)]")]
    [InlineData("[Input(6)] [Dense(5, Tanh, Name = \"a\")] [Square] [Dense(5)] [Add(\"a\")]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Dense(5, Name = \"b\")] [From(\"a\")] [Square] [Add(\"b\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5)] [Square(Name = \"s\")] [Dense(5)] [Multiply(\"s\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Square(Name = \"s\")] [From(\"a\")] [Rescaling(2)] [Add(\"s\")] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5)] [Square] [Output] [Dense(2, Softmax)] [Output]")]
    public void Squares(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(6)] [Rescaling(0.5)]")]
    [InlineData("[Input(4, 5)] [Rescaling(2, Offset = -1)] [Dense(2)]")]
    [InlineData("[Input(4, 5, 3)] [Rescaling(-0.3, Offset = 0.7)] [Conv2D(2, 3)] [Flatten] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, ReLU)] [Rescaling(0.1, Offset = 0.2)] [Activation(Tanh)] [Dense(2)]")]
    [InlineData("[Input(6)] [Dense(5, Name = \"a\")] [Rescaling(3)] [Dense(5)] [Add(\"a\")]")]
    [InlineData("[Input(6)] [Dense(5)] [Rescaling(3)] [Rescaling(-0.5)] [Dense(2)]")]
    public void Rescalings(string stack) => LayerContract.Check(stack);

    // First, last, before an activation, beside a layer that reads the same, and as an output that is read on; away from 0.
    private static readonly string[] s_places =
    [
        "[Input(6)] [Activation(Exponential)] # [Dense(2)]",
        "[Input(4, 5)] [Dense(3)] [Activation(Exponential)] #",
        "[Input(3, 4, 2)] [Conv2D(3, 2)] [Activation(Exponential)] # [Activation(Softsign)] [Flatten] [Dense(2)]",
        "[Input(6)] [Dense(5)] [Activation(Sigmoid, Name = \"a\")] # [Add(\"a\")] [Dense(2)]",
        "[Input(6)] [Dense(5)] [Activation(Exponential)] # [Output] [Dense(2)] [Output]",
    ];

    public static TheoryData<string> Numbers =>
    [
        .. from place in s_places
        from number in (string[])["2 /* x + number */", "0.3 /* x - number */", "1 /* number - x */", "-3 /* x * number */",
            "3 /* x / number */", "1 /* number / x */", "1 /* -x */"]
        select place.Replace("#", $"[Rescaling({number})]", StringComparison.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_value_and_a_number(string stack) =>
        LayerContract.Check(stack, onGpu: stack.StartsWith("[Input(6)] [Activation", StringComparison.Ordinal));

    [Fact]
    public void A_chain_of_numbers_agrees_with_the_Oracle() => LayerContract.Check(
        "[Input(6)] [Dense(5, Tanh)] [Rescaling(2 /* x * number */)] [Rescaling(1 /* -x */)] [Rescaling(1 /* x + number */)] [Square] "
            + "[Rescaling(0.5 /* x + number */)] [Rescaling(1 /* number / x */)] [Rescaling(3 /* x / number */)] [Dense(2)]");

    // Vectors, and what is left over of them.
    private static readonly float[] s_values = [.. Enumerable.Range(0, 67).Select(i => (i - 20) * 0.37f)];

    [Theory]
    [InlineData("x + number")]
    [InlineData("x - number")]
    [InlineData("number - x")]
    [InlineData("x * number")]
    [InlineData("x / number")]
    [InlineData("number / x")]
    [InlineData("-x")]
    public void Each_is_one_operation_of_float32(string operation)
    {
        const float number = 0.3f; // 0.3 rounded once
        float[] expected = Array.ConvertAll(s_values, x => operation switch
        {
            "x + number" => x + number,
            "x - number" => x - number,
            "number - x" => number - x,
            "x * number" => x * number,
            "x / number" => x / number,
            "number / x" => number / x,
            _ => -x,
        });
        Assert.Equal(Bits(expected), Bits(Predict($"[Rescaling(0.3 /* {operation} */)]")));
    }

    [Fact]
    public void Rescaling_rounds_the_product_and_then_the_sum()
    {
        float[] expected = Array.ConvertAll(s_values, x => (x * 0.1f) + 0.7f);
        Assert.Equal(expected, Predict("[Rescaling(0.1, Offset = 0.7)]"));
        Assert.NotEqual(expected, Array.ConvertAll(s_values, x => MathF.FusedMultiplyAdd(x, 0.1f, 0.7f)));
    }

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);

    private static float[] Predict(string layer)
    {
        CompiledModels compiled = StackCompiler.CompileStacks($"[Input({s_values.Length})] {layer}");
        LayerContract.AssertCompiles(compiled);
        using Model model = compiled.Create("Model0", ContractDevices.Cpu[0], seed: 1);
        return model.Predict(s_values).ToArray();
    }
}
