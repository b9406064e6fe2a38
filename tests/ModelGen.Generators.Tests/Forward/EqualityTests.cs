namespace ModelGen.Generators.Tests;

/// <summary>The same network, declared by attributes and by a method, is the same program.</summary>
public class EqualityTests
{
    private const string Pair = """
        [Input(28, 28, 1, Name = "image")] [Conv2D(32, 5, 5, Activation.ReLU)] [MaxPool(2)] [Flatten]
        [Dense(64, Activation.ReLU, Name = "features")]
        [Input(10, Name = "meta")] [Dense(16, Activation.ReLU)]
        [Concatenate("features")] [Dense(10, Softmax)] [Output(Name = "digit")]
        [From("features")] [Dense(1, Sigmoid)] [Output(Name = "odd")]
        public partial class Net;
        """;

    private const string PairAsMethod = """
        [Model]
        public partial class Net
        {
            private static (Tensor digit, Tensor odd) Forward([Input(28, 28, 1)] Tensor image, [Input(10)] Tensor meta)
            {
                Tensor features = image.Conv2D(32, 5, 5, Activation.ReLU).MaxPool(2).Flatten().Dense(64, Activation.ReLU, name: "features");
                Tensor digit = Tensor.Concatenate(features, meta.Dense(16, Activation.ReLU)).Dense(10, Softmax);
                return (digit, features.Dense(1, Sigmoid));
            }
        }
        """;

    private const string Residual = """
        [Input(32, 32, 3, Name = "image")]
        [Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU(Name = "trunk")]
        [Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU]
        [Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization]
        [Add("trunk")] [ReLU]
        [GlobalAveragePool] [Dense(10, Softmax)]
        public partial class Net;
        """;

    private const string ResidualAsMethod = """
        [Model]
        public partial class Net
        {
            private static Tensor Forward([Input(32, 32, 3)] Tensor image)
            {
                Tensor trunk = Normalized(image).ReLU(name: "trunk");
                Tensor y = Normalized(Normalized(trunk).ReLU());
                return (y + trunk).ReLU().GlobalAveragePool().Dense(10, Softmax);
            }

            private static Tensor Normalized(Tensor x) => x.Conv2D(16, 3, padding: Padding.Same, useBias: false).BatchNormalization();
        }
        """;

    private const string Chain = """
        [Input(25, 25, 1, Name = "x")]
        [Conv2D(8, 3, 3, ReLU, Strides = 2, KernelL2 = 0.01, BiasInitializerConfig = "constant(0.1)")]
        [AveragePool(2)] [Dropout(0.25)] [Flatten] [Dense(12, Tanh)] [Reshape(3, 4)] [Dense(5)] [Flatten] [Dense(4, Softmax)]
        public partial class Net;
        """;

    private const string ChainAsMethod = """
        [Model]
        public partial class Net
        {
            private static Tensor Forward([Input(25, 25, 1)] Tensor x) => x
                .Conv2D(8, 3, 3, ReLU, strides: 2, kernelL2: 0.01, biasInitializerConfig: "constant(0.1)")
                .AveragePool(2).Dropout(0.25).Flatten().Dense(12, Tanh).Reshape(3, 4).Dense(5).Flatten().Dense(4, Softmax);
        }
        """;

    [Theory]
    [InlineData(Pair, PairAsMethod)]
    [InlineData(Residual, ResidualAsMethod)]
    [InlineData(Chain, ChainAsMethod)]
    public void Only_the_line_that_says_where_it_came_from_differs(string attributes, string method)
    {
        string[] expected = Code(attributes).Split('\n'), actual = Code(method).Split('\n');
        Assert.Equal(expected[1].Replace("its attributes", "its Forward method"), actual[1]);
        Assert.NotEqual(expected[1], actual[1]);
        Assert.Equal(expected[2..], actual[2..]);
    }

    private static string Code(string source)
    {
        Compiled compiled = Compiler.Compile(source);
        Assert.Empty(compiled.CompilerDiagnostics);
        Assert.Empty(compiled.Findings);
        return compiled.Sources.Single(file => file.Code.Contains(", as compiled from ")).Code;
    }
}
