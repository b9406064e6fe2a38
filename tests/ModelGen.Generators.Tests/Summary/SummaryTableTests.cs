using ModelGen.Generators.Layers;
using ModelGen.Generators.Summary;
using TableStyle = ModelGen.Generators.Summary.SummaryStyle;

namespace ModelGen.Generators.Tests;

/// <summary>Expected texts were printed by Keras 3.16 and by Keras 2's own routine.</summary>
public class SummaryTableTests
{
    private const string Keras3 = """
        Model: "sequential"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
        │ conv2d (Conv2D)                 │ (None, 24, 24, 32)     │           832 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ max_pooling2d (MaxPooling2D)    │ (None, 12, 12, 32)     │             0 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ flatten (Flatten)               │ (None, 4608)           │             0 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ dense (Dense)                   │ (None, 10)             │        46,090 │
        └─────────────────────────────────┴────────────────────────┴───────────────┘
         Total params: 46,922 (183.29 KB)
         Trainable params: 46,922 (183.29 KB)
         Non-trainable params: 0 (0.00 B)
        """;

    private const string Keras3Wide = """
        Model: "sequential"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩
        │ conv2d (Conv2D)                      │ (None, 24, 24, 32)          │             832 │
        ├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
        │ max_pooling2d (MaxPooling2D)         │ (None, 12, 12, 32)          │               0 │
        ├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
        │ flatten (Flatten)                    │ (None, 4608)                │               0 │
        ├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
        │ dense (Dense)                        │ (None, 10)                  │          46,090 │
        └──────────────────────────────────────┴─────────────────────────────┴─────────────────┘
         Total params: 46,922 (183.29 KB)
         Trainable params: 46,922 (183.29 KB)
         Non-trainable params: 0 (0.00 B)
        """;

    // Rows of this table are padded with blanks.
    private const string Classic = """
        Model: "sequential"
        _________________________________________________________________
        Layer (type)                 Output Shape              Param #   
        =================================================================
        conv2d (Conv2D)              (None, 24, 24, 32)        832       
        _________________________________________________________________
        max_pooling2d (MaxPooling2D) (None, 12, 12, 32)        0         
        _________________________________________________________________
        flatten (Flatten)            (None, 4608)              0         
        _________________________________________________________________
        dense (Dense)                (None, 10)                46090     
        =================================================================
        Total params: 46,922
        Trainable params: 46,922
        Non-trainable params: 0
        _________________________________________________________________
        """;

    private static readonly SummaryRow[] Lecture =
    [
        new("conv2d", "Conv2D", "(None, 24, 24, 32)", 832),
        new("max_pooling2d", "MaxPooling2D", "(None, 12, 12, 32)", 0),
        new("flatten", "Flatten", "(None, 4608)", 0),
        new("dense", "Dense", "(None, 10)", 46_090),
    ];

    [Fact]
    public void The_table_of_Keras_3() => Assert.Equal(Keras3, SummaryTable.Render("sequential", Lecture, TableStyle.Keras3));

    [Fact]
    public void The_wide_table_of_Keras_3() => Assert.Equal(Keras3Wide, SummaryTable.Render("sequential", Lecture, TableStyle.Keras3Wide));

    [Fact]
    public void The_classic_table() => Assert.Equal(Classic, SummaryTable.Render("sequential", Lecture, TableStyle.Classic));

    [Fact]
    public void A_long_name_wraps_at_the_blank_and_a_long_word_is_cut()
    {
        // Cell 1 has 31 characters at 76 columns: the class goes to the next line, 40 letters are cut to 30 and an ellipsis.
        string[] lines = SummaryTable.Render("m", [new(new string('a', 40), "MaxPooling2D", "(None, 1)", 0)], TableStyle.Keras3)
            .Split('\n');
        Assert.StartsWith($"│ {new string('a', 30)}… │ (None, 1) ", lines[4]);
        Assert.StartsWith($"│ {"(MaxPooling2D)".PadRight(31)} │ {new string(' ', 22)} │ {new string(' ', 13)} │", lines[5]);
    }

    [Fact]
    public void Sizes_count_four_bytes_a_parameter()
    {
        // 1,048,576 floats are exactly 4 MB.
        string table = SummaryTable.Render("m", [new("dense", "Dense", "(None, 1024)", 1_048_576)], TableStyle.Keras3);
        Assert.Contains(" Total params: 1,048,576 (4.00 MB)", table);
        Assert.Contains(" Non-trainable params: 0 (0.00 B)", table);
    }

    [Fact]
    public void The_classic_table_cuts_long_cells()
    {
        // Stops at 29, 55 and 65: the character before a cell is blank.
        string[] lines = SummaryTable.Render("m", [new("global_average_pooling2d", "GlobalAveragePooling2D", "(None, 4)", 0)],
            TableStyle.Classic).Split('\n');
        Assert.Equal("global_average_pooling2d (Gl (None, 4)                 0         ", lines[4]);
    }

    // Produced by running Keras.
    [Theory]
    [InlineData("Conv2D", "conv2d")]
    [InlineData("Conv2DTranspose", "conv2d_transpose")]
    [InlineData("MaxPooling2D", "max_pooling2d")]
    [InlineData("GlobalAveragePooling2D", "global_average_pooling2d")]
    [InlineData("BatchNormalization", "batch_normalization")]
    [InlineData("LSTM", "lstm")]
    [InlineData("SimpleRNN", "simple_rnn")]
    [InlineData("ReLU", "re_lu")]
    [InlineData("PReLU", "p_re_lu")]
    [InlineData("SeparableConv1D", "separable_conv1d")]
    [InlineData("MultiHeadAttention", "multi_head_attention")]
    [InlineData("InputLayer", "input_layer")]
    [InlineData("AdamW", "adam_w")]
    [InlineData("RMSprop", "rm_sprop")]
    [InlineData("F1Score", "f1_score")]
    [InlineData("MeanIoU", "mean_io_u")]
    [InlineData("MnistCnn", "mnist_cnn")]
    public void Snake_case_is_Keras_s(string className, string name) => Assert.Equal(name, KerasNames.SnakeCase(className));
}
