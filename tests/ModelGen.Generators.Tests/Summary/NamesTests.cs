using System.Text.RegularExpressions;

namespace ModelGen.Generators.Tests;

/// <summary>The names of a model as constants.</summary>
public partial class NamesTests
{
    [Fact]
    public void Inputs_layers_parameters_and_outputs_have_one_each()
    {
        Assert.Equal(
            [("Image", "image"), ("Conv2d", "conv2d"), ("Conv2dKernel", "conv2d/kernel"), ("Conv2dBias", "conv2d/bias"),
                ("Flatten", "flatten"), ("Dense", "dense"), ("DenseKernel", "dense/kernel"), ("Dense1", "dense_1"),
                ("Dense1Kernel", "dense_1/kernel"), ("Dense1Bias", "dense_1/bias"), ("Digit", "digit"), ("DigitKernel", "digit/kernel"),
                ("DigitBias", "digit/bias"), ("Two", "two"), ("TwoKernel", "two/kernel"), ("TwoBias", "two/bias"), ("Odd", "odd")],
            Constants("""
                [Input(8, 8, 1, Name = "image")] [Conv2D(2, 3)] [Flatten] [Dense(3, UseBias = false)] [Dense(4)] [Dense(10, Softmax)]
                [Output(Name = "digit")] [Dense(2, Name = "two")] [Output(Name = "odd")] public partial class Net;
                """));
    }

    [Fact]
    public void Those_that_would_be_called_alike_are_numbered() => Assert.Equal(
        [("InputLayer", "input_layer"), ("AB", "a_b"), ("ABKernel", "a_b/kernel"), ("ABBias", "a_b/bias"), ("AB2", "aB"),
            ("ABKernel2", "aB/kernel"), ("ABBias2", "aB/bias"), ("AB3", "a_b_"), ("ABKernel3", "a_b_/kernel"), ("ABBias3", "a_b_/bias")],
        Constants("""
            [Input(3)] [Dense(3, Name = "a_b")] [Dense(3, Name = "aB")] [Dense(3, Name = "a_b_")] public partial class Net;
            """));

    [Fact]
    public void No_constant_hides_what_every_class_has_or_is_called_like_its_class()
    {
        string[] names = [.. Constants("""
            [Input(3)] [Dense(3, Name = "equals", UseBias = false)] [Dense(3, Name = "names", UseBias = false)]
            [Dense(3, Name = "get_type", UseBias = false)] public partial class Net;
            """).Select(constant => constant.Name)];
        Assert.Equal(["InputLayer", "Equals2", "EqualsKernel", "Names2", "NamesKernel", "GetType2", "GetTypeKernel"], names);
    }

    [Theory]
    [InlineData("private static readonly string[] Names = [\"cat\", \"dog\"]; private string First => Names[0];", "Names2")]
    [InlineData("internal string Names() => Names2[0]; internal static readonly string[] Names2 = [\"cat\", \"dog\"];", "Names3")]
    [InlineData("", "Names")]
    public void What_the_user_calls_Names_stays(string member, string expected)
    {
        string source = Compiler.Compile($"[Input(3)] [Dense(3)] public partial class Net {{ {member} }}").SingleCleanSource();
        Assert.Contains($"    public static class {expected}\n", source);
    }

    [Fact]
    public void A_model_may_be_called_Names_itself() =>
        Assert.Contains("class Names2", Compiler.Compile("[Input(3)] [Dense(3)] public partial class Names;").SingleCleanSource());

    [Fact]
    public void A_model_that_is_wrong_keeps_its_names()
    {
        Compiled compiled = Compiler.Compile("""
            [Input(28, 28, 1)] [Conv2D(32, 5, 5)] [MaxPool(30)] [Flatten] [Dense(10)] public partial class Wrong;
            internal static class Use { public static string Name => Wrong.Names.DenseKernel + Wrong.Names.Conv2dBias; }
            """);
        Assert.Empty(compiled.CompilerDiagnostics);
    }

    private static (string Name, string Value)[] Constants(string source)
    {
        string code = Compiler.Compile(source).SingleCleanSource();
        return [.. Constant().Matches(code[code.IndexOf("public static class Names", StringComparison.Ordinal)..])
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value))];
    }

    [GeneratedRegex("public const string (\\w+) = \"([^\"]*)\";")]
    private static partial Regex Constant();
}
