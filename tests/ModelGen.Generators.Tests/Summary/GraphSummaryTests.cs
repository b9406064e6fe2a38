using System.Text.RegularExpressions;
using ModelGen.Generators.Summary;
using TableStyle = ModelGen.Generators.Summary.SummaryStyle;

namespace ModelGen.Generators.Tests;

/// <summary>The tables of a model that branches, and the order of their rows: as Keras 3.16 prints them.</summary>
public class GraphSummaryTests
{
    private const string Narrow = """
        Model: "residual_cnn"
        ┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
        ┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
        ┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
        │ image (InputLayer)  │ (None, 12, 12, 3) │          0 │ -                 │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ conv2d (Conv2D)     │ (None, 12, 12, 8) │        216 │ image[0][0]       │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ batch_normalization │ (None, 12, 12, 8) │         32 │ conv2d[0][0]      │
        │ (BatchNormalizatio… │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ activation          │ (None, 12, 12, 8) │          0 │ batch_normalizat… │
        │ (Activation)        │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ conv2d_1 (Conv2D)   │ (None, 12, 12, 8) │        576 │ activation[0][0]  │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ batch_normalizatio… │ (None, 12, 12, 8) │         32 │ conv2d_1[0][0]    │
        │ (BatchNormalizatio… │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ activation_1        │ (None, 12, 12, 8) │          0 │ batch_normalizat… │
        │ (Activation)        │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ conv2d_2 (Conv2D)   │ (None, 12, 12, 8) │        576 │ activation_1[0][… │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ batch_normalizatio… │ (None, 12, 12, 8) │         32 │ conv2d_2[0][0]    │
        │ (BatchNormalizatio… │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ add (Add)           │ (None, 12, 12, 8) │          0 │ batch_normalizat… │
        │                     │                   │            │ activation[0][0]  │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ activation_2        │ (None, 12, 12, 8) │          0 │ add[0][0]         │
        │ (Activation)        │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ conv2d_3 (Conv2D)   │ (None, 6, 6, 12)  │        864 │ activation_2[0][… │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ batch_normalizatio… │ (None, 6, 6, 12)  │         48 │ conv2d_3[0][0]    │
        │ (BatchNormalizatio… │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ activation_3        │ (None, 6, 6, 12)  │          0 │ batch_normalizat… │
        │ (Activation)        │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ conv2d_4 (Conv2D)   │ (None, 6, 6, 12)  │      1,296 │ activation_3[0][… │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ conv2d_5 (Conv2D)   │ (None, 6, 6, 12)  │         96 │ activation_2[0][… │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ batch_normalizatio… │ (None, 6, 6, 12)  │         48 │ conv2d_4[0][0]    │
        │ (BatchNormalizatio… │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ batch_normalizatio… │ (None, 6, 6, 12)  │         48 │ conv2d_5[0][0]    │
        │ (BatchNormalizatio… │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ add_1 (Add)         │ (None, 6, 6, 12)  │          0 │ batch_normalizat… │
        │                     │                   │            │ batch_normalizat… │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ activation_4        │ (None, 6, 6, 12)  │          0 │ add_1[0][0]       │
        │ (Activation)        │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ global_average_poo… │ (None, 12)        │          0 │ activation_4[0][… │
        │ (GlobalAveragePool… │                   │            │                   │
        ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
        │ dense (Dense)       │ (None, 4)         │         52 │ global_average_p… │
        └─────────────────────┴───────────────────┴────────────┴───────────────────┘
         Total params: 3,916 (15.30 KB)
         Trainable params: 3,796 (14.83 KB)
         Non-trainable params: 120 (480.00 B)
        """;

    private const string Wide = """
        Model: "residual_cnn"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                  ┃ Output Shape              ┃         Param # ┃ Connected to               ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
        │ image (InputLayer)            │ (None, 12, 12, 3)         │               0 │ -                          │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ conv2d (Conv2D)               │ (None, 12, 12, 8)         │             216 │ image[0][0]                │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ batch_normalization           │ (None, 12, 12, 8)         │              32 │ conv2d[0][0]               │
        │ (BatchNormalization)          │                           │                 │                            │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ activation (Activation)       │ (None, 12, 12, 8)         │               0 │ batch_normalization[0][0]  │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ conv2d_1 (Conv2D)             │ (None, 12, 12, 8)         │             576 │ activation[0][0]           │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ batch_normalization_1         │ (None, 12, 12, 8)         │              32 │ conv2d_1[0][0]             │
        │ (BatchNormalization)          │                           │                 │                            │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ activation_1 (Activation)     │ (None, 12, 12, 8)         │               0 │ batch_normalization_1[0][… │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ conv2d_2 (Conv2D)             │ (None, 12, 12, 8)         │             576 │ activation_1[0][0]         │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ batch_normalization_2         │ (None, 12, 12, 8)         │              32 │ conv2d_2[0][0]             │
        │ (BatchNormalization)          │                           │                 │                            │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ add (Add)                     │ (None, 12, 12, 8)         │               0 │ batch_normalization_2[0][… │
        │                               │                           │                 │ activation[0][0]           │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ activation_2 (Activation)     │ (None, 12, 12, 8)         │               0 │ add[0][0]                  │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ conv2d_3 (Conv2D)             │ (None, 6, 6, 12)          │             864 │ activation_2[0][0]         │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ batch_normalization_3         │ (None, 6, 6, 12)          │              48 │ conv2d_3[0][0]             │
        │ (BatchNormalization)          │                           │                 │                            │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ activation_3 (Activation)     │ (None, 6, 6, 12)          │               0 │ batch_normalization_3[0][… │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ conv2d_4 (Conv2D)             │ (None, 6, 6, 12)          │           1,296 │ activation_3[0][0]         │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ conv2d_5 (Conv2D)             │ (None, 6, 6, 12)          │              96 │ activation_2[0][0]         │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ batch_normalization_4         │ (None, 6, 6, 12)          │              48 │ conv2d_4[0][0]             │
        │ (BatchNormalization)          │                           │                 │                            │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ batch_normalization_5         │ (None, 6, 6, 12)          │              48 │ conv2d_5[0][0]             │
        │ (BatchNormalization)          │                           │                 │                            │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ add_1 (Add)                   │ (None, 6, 6, 12)          │               0 │ batch_normalization_4[0][… │
        │                               │                           │                 │ batch_normalization_5[0][… │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ activation_4 (Activation)     │ (None, 6, 6, 12)          │               0 │ add_1[0][0]                │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ global_average_pooling2d      │ (None, 12)                │               0 │ activation_4[0][0]         │
        │ (GlobalAveragePooling2D)      │                           │                 │                            │
        ├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
        │ dense (Dense)                 │ (None, 4)                 │              52 │ global_average_pooling2d[… │
        └───────────────────────────────┴───────────────────────────┴─────────────────┴────────────────────────────┘
         Total params: 3,916 (15.30 KB)
         Trainable params: 3,796 (14.83 KB)
         Non-trainable params: 120 (480.00 B)
        """;

    // Two blocks, the second of which makes the image half as large.
    private static readonly SummaryRow[] s_residual =
    [
        Row("image", "InputLayer", "(None, 12, 12, 3)", 0, 0),
        Row("conv2d", "Conv2D", "(None, 12, 12, 8)", 216, 0, "image"),
        Row("batch_normalization", "BatchNormalization", "(None, 12, 12, 8)", 32, 16, "conv2d"),
        Row("activation", "Activation", "(None, 12, 12, 8)", 0, 0, "batch_normalization"),
        Row("conv2d_1", "Conv2D", "(None, 12, 12, 8)", 576, 0, "activation"),
        Row("batch_normalization_1", "BatchNormalization", "(None, 12, 12, 8)", 32, 16, "conv2d_1"),
        Row("activation_1", "Activation", "(None, 12, 12, 8)", 0, 0, "batch_normalization_1"),
        Row("conv2d_2", "Conv2D", "(None, 12, 12, 8)", 576, 0, "activation_1"),
        Row("batch_normalization_2", "BatchNormalization", "(None, 12, 12, 8)", 32, 16, "conv2d_2"),
        Row("add", "Add", "(None, 12, 12, 8)", 0, 0, "batch_normalization_2", "activation"),
        Row("activation_2", "Activation", "(None, 12, 12, 8)", 0, 0, "add"),
        Row("conv2d_3", "Conv2D", "(None, 6, 6, 12)", 864, 0, "activation_2"),
        Row("batch_normalization_3", "BatchNormalization", "(None, 6, 6, 12)", 48, 24, "conv2d_3"),
        Row("activation_3", "Activation", "(None, 6, 6, 12)", 0, 0, "batch_normalization_3"),
        Row("conv2d_4", "Conv2D", "(None, 6, 6, 12)", 1_296, 0, "activation_3"),
        Row("conv2d_5", "Conv2D", "(None, 6, 6, 12)", 96, 0, "activation_2"),
        Row("batch_normalization_4", "BatchNormalization", "(None, 6, 6, 12)", 48, 24, "conv2d_4"),
        Row("batch_normalization_5", "BatchNormalization", "(None, 6, 6, 12)", 48, 24, "conv2d_5"),
        Row("add_1", "Add", "(None, 6, 6, 12)", 0, 0, "batch_normalization_4", "batch_normalization_5"),
        Row("activation_4", "Activation", "(None, 6, 6, 12)", 0, 0, "add_1"),
        Row("global_average_pooling2d", "GlobalAveragePooling2D", "(None, 12)", 0, 0, "activation_4"),
        Row("dense", "Dense", "(None, 4)", 52, 0, "global_average_pooling2d"),
    ];

    [Fact]
    public void A_table_of_76_columns() => Assert.Equal(Narrow, SummaryTable.Render("residual_cnn", s_residual, TableStyle.Keras3));

    [Fact]
    public void A_table_of_108_columns() => Assert.Equal(Wide, SummaryTable.Render("residual_cnn", s_residual, TableStyle.Keras3Wide));

    // Its activations have Keras's names of a layer Activation, which are written because others read them.
    private const string Residual = """
        [Model(Name = "residual_cnn")]
        [Input(12, 12, 3, Name = "image")]
        [Conv2D(8, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Activation(ReLU, Name = "activation")]
        [Conv2D(8, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Activation(ReLU, Name = "activation_1")]
        [Conv2D(8, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Add("activation")]
        [Activation(ReLU, Name = "activation_2")]
        [Conv2D(12, 3, Strides = 2, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Activation(ReLU, Name = "activation_3")]
        [Conv2D(12, 3, Padding = Padding.Same, UseBias = false, Name = "conv2d_4")] [BatchNormalization(Name = "batch_normalization_4")]
        [From("activation_2")] [Conv2D(12, 1, Strides = 2, Truncate = true, UseBias = false, Name = "conv2d_5")]
        [BatchNormalization(Name = "batch_normalization_5")] [Add("batch_normalization_4", "batch_normalization_5")]
        [Activation(ReLU, Name = "activation_4")] [GlobalAveragePool] [Dense(4, Softmax)]
        public partial class ResidualCnn;
        """;

    [Fact]
    public void A_model_with_normalizations_is_counted_as_Keras_counts_it()
    {
        string source = Trimmed(Compiler.Compile(Residual).SingleCleanSource());
        Assert.Contains(Trimmed(Narrow), source, StringComparison.Ordinal);
        Assert.Contains(Trimmed(Wide), source, StringComparison.Ordinal);

        static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));
    }

    // An input stands where its distance from an output puts it; of one distance a walk back from the outputs, in their order, meets it.
    [Theory]
    [InlineData("[Input(8, Name = \"price_history\")] [Dense(6)] [BatchNormalization(Name = \"norm\")] [Input(4, Name = \"calendar\")] "
        + "[Dense(6, Name = \"calendar_dense\")] [Concatenate(\"norm\", \"calendar_dense\")] [Dense(1)]",
        "price_history, dense, calendar, norm, calendar_dense, concatenate, dense_1")]
    [InlineData("[Input(8, Name = \"a\")] [Dense(6, Name = \"trunk\")] [Dense(2, Name = \"x\")] [Output] [From(\"trunk\")] "
        + "[Dense(3, Name = \"y\")] [Output] [Dense(1, Name = \"z\")] [Output]", "a, trunk, y, x, z")]
    public void Rows_of_several_ends_are_in_Keras_s_order(string attributes, string rows)
    {
        string table = Summary(attributes);
        Assert.Contains("Connected to", table, StringComparison.Ordinal);
        Assert.Equal(rows, string.Join(", ", Regex.Matches(table, @"(?m)^\W*│ (\w+) ").Select(m => m.Groups[1].Value)));
    }

    // A layer without a name is called by its output, unless somebody else is called so.
    [Theory]
    [InlineData("[Input(4)] [Dense(4)] [Dense(3)] [Output(\"kind\")] [Dense(2)] [Output(\"odd\")]", "input_layer, dense, kind, odd")]
    [InlineData("[Input(4)] [Dense(4)] [Dense(3)] [Output(\"dense_1\")] [Dense(2)] [Output(\"dense\")]",
        "input_layer, dense, dense_1, dense_2")]
    [InlineData("[Input(4)] [Dense(4)] [Dense(2)] [Output(\"input_layer\")] [Dense(2)] [Output]", "input_layer, dense, dense_1, dense_2")]
    [InlineData("[Input(4, Name = \"x\")] [Dense(3)] [Output(\"code\")] [Dense(4)] [Output(\"x\")]", "x, code, dense")]
    public void Layers_are_called_by_their_outputs(string attributes, string rows) =>
        Assert.Equal(rows, string.Join(", ", Regex.Matches(Summary(attributes), @"(?m)^\W*│ (\w+) ").Select(m => m.Groups[1].Value)));

    // Keras says what is connected to what only where it would not be seen.
    [Fact]
    public void Outputs_on_one_line_need_no_fourth_column()
    {
        string table = Summary("[Input(8)] [Dense(6)] [Output] [Dense(2)] [Output]");
        Assert.DoesNotContain("Connected to", table, StringComparison.Ordinal);
        Assert.Contains("input_layer (InputLayer)", table, StringComparison.Ordinal);
    }

    private static string Summary(string attributes)
    {
        string source = Compiler.Compile($"{attributes} public partial class Net;").SingleCleanSource();
        return Regex.Match(source, "const string Summary = \"\"\"(.*?)\"\"\";", RegexOptions.Singleline).Groups[1].Value;
    }

    // By the routine of Keras 2: stops at 32, 53, 65 and 98, the character before a cell is blank, a line for each further connection.
    [Fact]
    public void The_classic_table_has_a_line_for_each_connection()
    {
        string[] lines = SummaryTable.Render("residual_cnn", s_residual, TableStyle.Classic).Split('\n');
        Assert.Equal(new string('_', 98), lines[1]);
        Assert.Equal("Layer (type)                    Output Shape         Param #     Connected to                     ", lines[2]);
        Assert.Equal("image (InputLayer)              [(None, 12, 12, 3)]  0                                            ", lines[4]);
        int sum = Array.FindIndex(lines, line => line.StartsWith("add (Add)", StringComparison.Ordinal));
        Assert.Equal("add (Add)                       (None, 12, 12, 8)    0           batch_normalization_2[0][0]      ", lines[sum]);
        Assert.Equal("                                                                 activation[0][0]                 ", lines[sum + 1]);
        Assert.Contains("Non-trainable params: 120", lines);
    }

    // The same network without normalization: what is left stands in the same order, whichever way is declared first.
    [Theory]
    [InlineData("[Conv2D(12, 3, Strides = 2, Padding = Padding.Same, UseBias = false)] [Activation(ReLU)] "
        + "[Conv2D(12, 3, Padding = Padding.Same, UseBias = false, Name = \"way\")] "
        + "[From(\"x\")] [Conv2D(12, 1, Strides = 2, Padding = Padding.Same, UseBias = false, Name = \"short\")] [Add(\"way\", \"short\")]",
        "conv2d_3, activation_3, way, short, add_1, activation_4")]
    [InlineData("[Conv2D(12, 1, Strides = 2, Padding = Padding.Same, UseBias = false, Name = \"short\")] "
        + "[From(\"x\")] [Conv2D(12, 3, Strides = 2, Padding = Padding.Same, UseBias = false)] [Activation(ReLU)] "
        + "[Conv2D(12, 3, Padding = Padding.Same, UseBias = false)] [Add(\"short\")]",
        "conv2d_3, activation_3, conv2d_4, short, add_1, activation_4")]
    public void Rows_go_by_their_distance_from_the_output(string block, string rows)
    {
        const string convolution = "[Conv2D(8, 3, Padding = Padding.Same, UseBias = false)]";
        string source = Compiler.Compile($$"""
            [Input(12, 12, 3, Name = "image")] {{convolution}} [Activation(ReLU, Name = "trunk")]
            {{convolution}} [Activation(ReLU)] {{convolution}} [Add("trunk")] [Activation(ReLU, Name = "x")]
            {{block}} [Activation(ReLU)] [GlobalAveragePool] [Dense(4)] public partial class ResidualCnn;
            """).SingleCleanSource();
        string table = source[source.IndexOf("SummaryWide = \"\"\"", StringComparison.Ordinal)..];
        string[] names =
        [
            .. table.Split('\n').Select(line => line.Trim()).TakeWhile(line => !line.StartsWith('└'))
                .Where(line => line.StartsWith("│ ", StringComparison.Ordinal) && line[2] is not (' ' or '('))
                .Select(line => line[2..].Split(' ')[0]),
        ];
        Assert.Equal(
            ["image", "conv2d", "trunk", "conv2d_1", "activation", "conv2d_2", "add", "x",
                .. rows.Replace("activation_3", "activation_1", StringComparison.Ordinal)
                    .Replace("activation_4", "activation_2", StringComparison.Ordinal).Split(", "),
                "global_average_pooling2d", "dense"],
            names);
        Assert.Contains("│ add (Add)                     │ (None, 12, 12, 8)         │               0 │ conv2d_2[0][0],            │",
            table);
        Assert.Contains("│                               │                           │                 │ trunk[0][0]                │",
            table);
    }

    private static SummaryRow Row(string name, string type, string shape, long parameters, long untrained, params string[] reads) =>
        new(name, type, shape, parameters, untrained, [.. reads.Select(read => $"{read}[0][0]")]);
}
