namespace ModelGen.Generators.Tests;

/// <summary>A layer that is called several times is one row of the summary, as Keras has it, and its weights count once.</summary>
public class SharedLayerTests
{
    private const string Siamese = """
        [Model]
        public partial class Siamese
        {
            [Dense(64, Activation.ReLU)] private static partial Tensor Embed(Tensor x);

            private static Tensor Forward([Input(20)] Tensor left, [Input(20)] Tensor right) =>
                (Embed(left) - Embed(right)).Square().Sum().Dense(1, Sigmoid);
        }
        """;

    private const string Towers = """
        [Model]
        public partial class Siamese
        {
            private static Tensor Forward([Input(20)] Tensor left, [Input(20)] Tensor right) =>
                (Tower(left) - Tower(right)).Square().Sum().Dense(1, Sigmoid);

            [Shared]
            private static Tensor Tower(Tensor x) => x.Dense(64, ReLU);
        }
        """;

    // By the rules that Keras 3.16 keeps: the cell lists what all calls read, dense[1] is the second call.
    private const string Rows = """
        │ left (InputLayer)   │ (None, 20)        │          0 │ -                 │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ right (InputLayer)  │ (None, 20)        │          0 │ -                 │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ dense (Dense)       │ (None, 64)        │      1,344 │ left[0][0],       │
        │                     │                   │            │ right[0][0]       │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ subtract (Subtract) │ (None, 64)        │          0 │ dense[0][0],      │
        │                     │                   │            │ dense[1][0]       │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ square (Square)     │ (None, 64)        │          0 │ subtract[0][0]    │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ sum (Sum)           │ (None, 1)         │          0 │ square[0][0]      │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ dense_1 (Dense)     │ (None, 1)         │          2 │ sum[0][0]         │
        └─────────────────────┴───────────────────┴────────────┴───────────────────┘
         Total params: 1,346 (5.26 KB)
        """;

    [Theory]
    [InlineData(Siamese)]
    [InlineData(Towers)]
    public void It_is_one_row_that_says_what_its_calls_read(string source)
    {
        string code = Code(source);
        Assert.Contains(Rows.Replace("\n", "\n        "), code);
        Assert.Contains("//  2  dense (Dense) again", code);
    }

    [Fact]
    public void Both_ways_to_share_give_the_same_program() => Assert.Equal(Code(Siamese), Code(Towers));

    [Fact]
    public void A_layer_that_follows_itself_is_no_chain_to_Keras()
    {
        string code = Code("""
            [Model]
            public partial class Twice
            {
                [Dense(8, ReLU)] private static partial Tensor Step(Tensor x);

                private static Tensor Forward([Input(8)] Tensor x) => Step(Step(Step(x))).Dense(2);
            }
            """);
        Assert.Contains("│ dense (Dense)       │ (None, 8)         │         72 │ x[0][0],          │", code);
        Assert.Contains("│                     │                   │            │ dense[0][0],      │", code);
        Assert.Contains("│                     │                   │            │ dense[1][0]       │", code);
        Assert.Contains("│ dense_1 (Dense)     │ (None, 2)         │         18 │ dense[2][0]       │", code);
    }

    private static string Code(string source)
    {
        Compiled compiled = Compiler.Compile(source);
        Assert.Empty(compiled.Findings);
        Assert.Empty(compiled.CompilerDiagnostics);
        return compiled.Sources.Single(file => file.Code.Contains(", as compiled from ")).Code;
    }
}
