using System.Text.RegularExpressions;
using ModelGen.Tests.Contract;

namespace ModelGen.Generators.Tests;

/// <summary>Whole generated files: read their differences first when anything in the generator changes.</summary>
public class GeneratedFileTests
{
    internal const string MnistCnn = """
        [Input(28, 28, 1)]
        [Conv2D(32, 5, 5, Activation.ReLU)]
        [MaxPool(2)]
        [Flatten]
        [Dense(10, Activation.Softmax)]
        public partial class MnistCnn;
        """;

    private const string ManyChannels = """
        [Input(10, 10, 32)]
        [Conv2D(32, 3, Activation.ReLU)]
        [MaxPool(2)]
        [Conv2D(32, 3, Padding = Padding.Same)]
        [Flatten]
        [Dense(2)]
        public partial class ManyChannels;
        """;

    private const string Residual = """
        [Input(16, 16, 3)]
        [Conv2D(16, 3, ReLU, Padding = Padding.Same, Name = "trunk")]
        [Conv2D(16, 3, ReLU, Padding = Padding.Same)]
        [Conv2D(16, 3, Padding = Padding.Same)]
        [Add("trunk")]
        [Activation(ReLU)]
        [GlobalAveragePool]
        [Dense(10, Softmax)]
        public partial class Residual;
        """;

    /// <summary>The same as people build it, with normalizations.</summary>
    internal const string TinyResNet = """
        [Input(16, 16, 3)]
        [Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU(Name = "trunk")]
        [Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU]
        [Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization]
        [Add("trunk")] [ReLU]
        [GlobalAveragePool] [Dense(10, Softmax)]
        public partial class TinyResNet;
        """;

    private const string Heads = """
        [Input(28, 28, 1, Name = "image")] [Conv2D(32, 5, 5, ReLU)] [MaxPool(2)] [Flatten] [Dense(64, ReLU, Name = "features")]
        [Input(10, Name = "meta")] [Dense(16, ReLU)]
        [Concatenate("features")] [Dense(10, Softmax)] [Output(Name = "digit")]
        [Dense(1, Sigmoid)] [Output(Name = "odd")]
        public partial class Heads;
        """;

    internal static string[] Sources => [MnistCnn, ManyChannels, Residual, TinyResNet];

    [Fact]
    public void The_lecture_network() => Snapshot.Verify(Compiler.Compile(MnistCnn).SingleCleanSource());

    [Fact]
    public void The_page_on_the_generated_file_quotes_it()
    {
        string[] quotes = [.. Regex.Matches(File.ReadAllText(Page), "```csharp\n(.*?)\n```", RegexOptions.Singleline)
            .Select(m => m.Groups[1].Value)];
        Assert.Equal(MnistCnn, quotes[0]);
        Assert.True(quotes.Length > 1, "the page quotes nothing");
        string sources = string.Concat(Sources.Select(model => Compiler.Compile(model).SingleCleanSource()));
        string source = WithoutIndentation(sources);
        Assert.All(quotes[1..], quote => Assert.Contains(WithoutIndentation(quote), source));
    }

    private static string WithoutIndentation(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    [Fact]
    public void Two_convolutions_in_a_nested_class_with_dropout_and_names() => Snapshot.Verify(Compiler.Compile("""
        namespace Course.Week3;

        internal static partial class Networks
        {
            [Model(Name = "deep")]
            [Input(32, 32, 3)]
            [Conv2D(16, 3, ReLU, Padding = Padding.Same, UseBias = false, Name = "first")]
            [Conv2D(32, 3, 3, Strides = 2, Padding = Padding.Same, KernelInitializer = Initializer.HeNormal)]
            [Activation(Tanh)]
            [AveragePool(2)]
            [Dropout(0.25)]
            [Flatten]
            [Dense(64, Sigmoid)]
            [Dense(4)]
            internal partial class Deep;
        }
        """).SingleCleanSource());

    [Fact]
    public void Many_channels_with_transformed_kernels() => Snapshot.Verify(Compiler.Compile(ManyChannels).SingleCleanSource());

    [Fact]
    public void A_sequence_with_softmax_as_a_layer() => Snapshot.Verify(Compiler.Compile("""
        [Input(784)]
        [Reshape(-1, 28)]
        [Dense(16, ReLU)]
        [GlobalAveragePool]
        [Dense(10)]
        [Activation(Softmax)]
        public partial class Rows;
        """).SingleCleanSource());

    [Fact]
    public void A_residual_block() => Snapshot.Verify(Compiler.Compile(Residual).SingleCleanSource());

    [Fact]
    public void A_residual_block_with_normalizations() => Snapshot.Verify(Compiler.Compile(TinyResNet).SingleCleanSource());

    // The first output is read on.
    [Fact]
    public void Two_inputs_and_two_outputs() => Snapshot.Verify(Compiler.Compile(Heads).SingleCleanSource());

    [Fact]
    public void Activations_that_keep_their_input_initializers_with_numbers_and_regularizers() => Snapshot.Verify(Compiler.Compile("""
        [Input(8, 8, 1)]
        [Conv2D(4, 3, GELU, KernelInitializerConfig = "random_normal(stddev=0.1)", KernelL2 = 0.01, ActivityL1 = 0.001)]
        [Flatten]
        [Dense(6, ELU, KernelInitializerConfig = "variance_scaling(scale=2, mode='fan_out', distribution=uniform)",
            KernelL1 = 0.001, KernelL2 = 0.02, BiasL2 = 0.1)]
        [Dense(3, Sigmoid, KernelInitializer = Initializer.Orthogonal, BiasInitializerConfig = "constant(-1.5)", ActivityL2 = 0.05)]
        public partial class Keeps;
        """).SingleCleanSource());

    [Fact]
    public void Arithmetic_sums_and_quotients() => Snapshot.Verify(Compiler.Compile(Compiler.Create("""
        [Input(8, 8, 3)]
        [Rescaling(1 / 127.5, Offset = -1)]
        [Conv2D(4, 3, Name = "map")]
        [Mean(-1, KeepDims = true, Name = "mean")]
        [Divide("map", "mean")]
        [Rescaling(0.5 /* x + number */)]
        [ReLU]
        [Sum(1)]
        [Square]
        [Rescaling(2 /* number / x */)]
        [Rescaling(3 /* number - x */)]
        [Sum]
        public partial class Numbers;
        """), Compiler.ParseOptions, [], runsAnalyzer: true, NumberLayers.Generator()).SingleCleanSource());

    private static string Page => Path.Combine(MarkdownPage.Repository, "docs/generated-code.md");
}
