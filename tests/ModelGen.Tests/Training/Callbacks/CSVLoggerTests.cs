using Xunit;

namespace ModelGen.Tests;

/// <summary>The file is byte for byte what Keras's CSVLogger writes through Python's csv module for the same numbers.</summary>
public sealed class CSVLoggerTests : TemporaryFolder
{
    private string Log => At("log.csv");

    [Fact]
    public void Each_epoch_is_a_line_with_numbers_as_Python_writes_them()
    {
        Run(new CSVLogger(Log), 0.5, 1, 1e-5, 123456.789, double.NaN, double.PositiveInfinity, -1.5e16, 1e16, 1e17, 1e15);
        Assert.Equal(
            "epoch,loss\r\n0,0.5\r\n1,1.0\r\n2,1e-05\r\n3,123456.789\r\n4,nan\r\n5,inf\r\n"
                + "6,-1.5e+16\r\n7,1e+16\r\n8,1e+17\r\n9,1000000000000000.0\r\n", File.ReadAllText(Log));
    }

    [Fact]
    public void A_line_is_in_the_file_when_the_next_epoch_begins()
    {
        List<string> seen = [];
        Script.Run(Compiled(), "loss", [1, 2], new CSVLogger(Log),
            new LambdaCallback { EpochEnd = (_, _) => seen.Add(File.ReadAllText(Log)) });
        Assert.Equal(["epoch,loss\r\n0,1.0\r\n", "epoch,loss\r\n0,1.0\r\n1,2.0\r\n"], seen);
    }

    [Fact]
    public void What_an_epoch_has_not_measured_is_NA()
    {
        using LinearModel model = Compiled();
        model.Fit(Digits.Clusters(20), epochs: 2, validationSplit: .5, validationFreq: 2,
            callbacks: [new Script("loss", 1, 2), new CSVLogger(Log)], verbose: 0);
        string[] lines = File.ReadAllLines(Log);
        Assert.Equal(["epoch,loss,val_loss", "0,1.0,NA"], lines[..2]);
        Assert.Matches(@"^1,2\.0,\d\.\d+$", lines[2]);
    }

    [Fact]
    public void The_learning_rate_and_what_callbacks_add_have_columns_in_alphabetical_order()
    {
        Script.Run(Compiled(), "loss", [1], new Script("f1", .25), new LearningRateScheduler(_ => .5), new CSVLogger(Log, separator: ";"));
        Assert.Equal("epoch;f1;learning_rate;loss\r\n0;0.25;0.5;1.0\r\n", File.ReadAllText(Log));
    }

    [Fact]
    public void A_name_that_holds_the_separator_is_quoted()
    {
        Script.Run(Compiled(), "loss", [1], new Script("a,b\"c", 2), new CSVLogger(Log));
        Assert.Equal("epoch,\"a,b\"\"c\",loss\r\n0,2.0,1.0\r\n", File.ReadAllText(Log));
    }

    [Fact]
    public void A_file_is_overwritten_or_written_on()
    {
        Run(new CSVLogger(Log), 1, 2);
        Run(new CSVLogger(Log, append: true), 3);
        Assert.Equal("epoch,loss\r\n0,1.0\r\n1,2.0\r\n0,3.0\r\n", File.ReadAllText(Log));
        var again = new CSVLogger(Log);
        Run(again, 4);
        Run(again, 5);
        Assert.Equal("epoch,loss\r\n0,5.0\r\n", File.ReadAllText(Log));
        Run(new CSVLogger(Log));
        Assert.Equal("", File.ReadAllText(Log));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_known_before_the_first_epoch()
    {
        using LinearModel model = Compiled();
        float[] before = model.Parameters[0].ToArray();
        Assert.Throws<DirectoryNotFoundException>(() => Script.Run(model, "loss", [1], new CSVLogger(At("no", "log.csv"))));
        Assert.Equal(before, model.Parameters[0].ToArray());
    }

    [Fact]
    public void Numbers_go_under_the_columns_of_their_names_in_a_file_that_is_written_on()
    {
        // As spreadsheets leave it: a mark of the byte order, other columns, another order, no end of the last line.
        File.WriteAllText(Log, "\ufeffval_loss;loss;epoch;\"my;own\"\n0.5;0.25;0;7");
        Run(new CSVLogger(Log, separator: ";", append: true), 1, 2);
        Assert.Equal("\ufeffval_loss;loss;epoch;\"my;own\"\n0.5;0.25;0;7\r\nNA;1.0;0;NA\r\nNA;2.0;1;NA\r\n",
            File.ReadAllText(Log).Insert(0, "\ufeff"));
    }

    [Theory]
    [InlineData("epoch;loss\r\n0;1.0\r\n",
        "its columns, separated by \",\", are \"epoch;loss\"; this training also needs \"epoch\", \"loss\".")]
    [InlineData("epoch,accuracy\r\n", "its columns, separated by \",\", are \"epoch\", \"accuracy\"; this training also needs \"loss\".")]
    [InlineData("no log at all", "its columns, separated by \",\", are \"no log at all\"; this training also needs \"epoch\", \"loss\".")]
    public void A_file_with_other_columns_is_not_written_on(string text, string message)
    {
        File.WriteAllText(Log, text);
        using LinearModel model = Compiled();
        float[] before = model.Parameters[0].ToArray();
        Assert.Equal(
            $"{Log}: {message} Write to another file, give the separator that the file has, or leave append out to overwrite it.",
            Assert.Throws<InvalidDataException>(() => Script.Run(model, "loss", [1], new CSVLogger(Log, append: true))).Message);
        Assert.Equal(text, File.ReadAllText(Log));
        Assert.Equal(before, model.Parameters[0].ToArray());
    }

    [Fact]
    public void What_a_callback_adds_and_the_file_has_no_column_for_is_said_when_it_comes()
    {
        Run(new CSVLogger(Log), 1);
        string before = File.ReadAllText(Log);
        Exception thrown = Assert.Throws<InvalidDataException>(() => Script.Run(Compiled(), "f1", [1], new CSVLogger(Log, append: true)));
        Assert.Contains("this training also needs \"f1\".", thrown.Message);
        Assert.Equal(before, File.ReadAllText(Log));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\"")]
    public void A_separator_that_separates_nothing_is_refused(string separator) =>
        Assert.ThrowsAny<ArgumentException>(() => new CSVLogger(Log, separator));

    private static void Run(CSVLogger logger, params double[] losses) => Script.Run(Compiled(), "loss", losses, logger);

    private static LinearModel Compiled()
    {
        var model = new LinearModel(8, 4);
        model.Compile(new SGD(), Loss.CategoricalCrossentropy);
        return model;
    }
}
