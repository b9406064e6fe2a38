using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Tests;

/// <summary>What an editor shows where the mouse stands on a model's name.</summary>
public class HoverTests
{
    [Fact]
    public void A_model_shows_Keras_s_table_with_what_layers_cost_beside_what_the_user_says_of_it()
    {
        XElement shown = Shown("/// <summary>Reads digits.</summary>\n" + GeneratedFileTests.MnistCnn, "MnistCnn");
        Assert.Equal("Reads digits.", shown.Element("summary")!.Value);
        Assert.Equal(
            """
            Model: "mnist_cnn"
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━┓
            ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃    Multiply-adds ┃      Memory ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━┩
            │ conv2d (Conv2D)                 │ (None, 24, 24, 32)     │           832 │          460,800 │    40.50 KB │
            ├─────────────────────────────────┼────────────────────────┼───────────────┼──────────────────┼─────────────┤
            │ max_pooling2d (MaxPooling2D)    │ (None, 12, 12, 32)     │             0 │                0 │      0.00 B │
            ├─────────────────────────────────┼────────────────────────┼───────────────┼──────────────────┼─────────────┤
            │ flatten (Flatten)               │ (None, 4608)           │             0 │                0 │      0.00 B │
            ├─────────────────────────────────┼────────────────────────┼───────────────┼──────────────────┼─────────────┤
            │ dense (Dense)                   │ (None, 10)             │        46,090 │           46,080 │    160.00 B │
            └─────────────────────────────────┴────────────────────────┴───────────────┴──────────────────┴─────────────┘
             Total params: 46,922 (183.29 KB)
             Trainable params: 46,922 (183.29 KB)
             Non-trainable params: 0 (0.00 B)
             Multiply-adds: 506,880 for one sample's forward pass
             Memory of one sample: 25.69 KB to predict, 43.81 KB to train
            """.ReplaceLineEndings("\n"), Code(shown));
    }

    [Fact]
    public void A_layer_that_is_called_twice_costs_twice()
    {
        XElement shown = Shown(
            """
            [Model]
            public partial class Twins
            {
                [Shared] private static Tensor Tower(Tensor x) => x.Dense(5, Tanh);
                private static Tensor Forward([Input(6)] Tensor a, [Input(6)] Tensor b) => (Tower(a) + Tower(b)).Dense(2);
            }
            """, "Twins");
        Assert.Contains("│               60 │", Line(shown, "│ dense (Dense)"));
    }

    [Fact]
    public void A_model_that_is_wrong_shows_the_table_up_to_the_fault_and_the_fault()
    {
        XElement shown = Shown(
            "[Input(28, 28, 1)] [Conv2D(32, 5, 5)] [MaxPool(30)] [Flatten] [Dense(10)] public partial class Wrong;", "Wrong");
        Assert.Contains("(None, 24, 24, 32) ", Line(shown, "│ conv2d (Conv2D)"));
        Assert.Contains("(None, ?, ?, 32) ", Line(shown, "│ max_pooling2d (MaxPooling2D)"));
        Assert.DoesNotContain("flatten", Code(shown));
        Assert.StartsWith("└", Code(shown).Split('\n')[^1]);
        Assert.Matches("It cannot be compiled: .*Layer 2, MaxPool: ", shown.Element("remarks")!.Value);
    }

    [Fact]
    public void Where_the_input_is_wrong_there_is_no_table()
    {
        XElement shown = Shown("[Input(0)] [Dense(10)] public partial class Wrong;", "Wrong");
        Assert.Null(shown.Element("remarks")!.Element("code"));
        Assert.Contains("It cannot be compiled: ", shown.Element("remarks")!.Value);
    }

    private static XElement Shown(string source, string name)
    {
        Compilation whole = Compiler.Compile(source).Compilation;
        return XElement.Parse(whole.GetTypeByMetadataName(name)!.GetDocumentationCommentXml()!, LoadOptions.PreserveWhitespace);
    }

    private static string Line(XElement shown, string beginning) =>
        Code(shown).Split('\n').Single(line => line.StartsWith(beginning, StringComparison.Ordinal));

    private static string Code(XElement shown) => string.Join('\n',
        shown.Element("remarks")!.Element("code")!.Value.Trim('\n', ' ').ReplaceLineEndings("\n").Split('\n')
            .Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line).Select(line => line.TrimEnd()));
}
