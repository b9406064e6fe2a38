using ModelGen.Data;
using Xunit;

namespace ModelGen.Tables.Tests;

/// <summary>Numbers of tables, against plain formulas.</summary>
public sealed class EncoderTests : IDisposable
{
    private static readonly double[] s_ages = [20, 35, 50, 65.5], s_prices = [1, 2, 4, 8];

    private static readonly Table s_train = new(
        new("age", s_ages), new("price", s_prices), new TableColumn("rooms", new long[] { 3, 1, 2, 3 }),
        new TableColumn("new", new bool?[] { true, false, false, true }),
        new TableColumn("colour", new[] { "red", "blue", "red", "green" }), new TableColumn("kind", new[] { "b", "a", "b", "c" }));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void By_default_numbers_are_standardized_truths_are_0_or_1_and_categories_are_one_hot()
    {
        TableEncoder encoder = TableEncoder.Fit(s_train, target: "kind");
        Assert.Equal(["age", "price", "rooms", "new", "colour_blue", "colour_green", "colour_red"], encoder.InputNames);
        Dataset data = encoder.Transform(s_train);
        Assert.Equal("4 samples of 7, class indices", data.ToString());
        Assert.Equal(["a", "b", "c"], encoder.ClassNames);
        Assert.Equal([1, 0, 1, 2], data.Labels.Classes.ToArray());
        for (int row = 0; row < 4; row++)
        {
            float[] expected = [Standard(s_ages, row), Standard(s_prices, row), Standard([3, 1, 2, 3], row), row is 0 or 3 ? 1 : 0,
                row == 1 ? 1 : 0, row == 3 ? 1 : 0, row is 0 or 2 ? 1 : 0];
            Assert.Equal(expected, data.Sample(row).ToArray());
            Assert.Equal(expected, encoder.Transform(s_train.Row(row)));
        }

        Assert.Equal(data.Sample(2).ToArray(), s_train.ToDataset("kind").Sample(2).ToArray());
    }

    [Fact]
    public void Rules_choose_other_encodings()
    {
        TableEncoder encoder = TableEncoder.Fit(
            s_train, "price", columns => columns.MinMax("age").OneHot("rooms", "new").Keep("rooms").Drop("colour").OneHot("rooms"));
        Assert.Equal(["age", "rooms_1", "rooms_2", "rooms_3", "new_False", "new_True", "kind_a", "kind_b", "kind_c"], encoder.InputNames);
        Dataset data = encoder.Transform(s_train);
        Assert.Equal([(float)((35.0 - 20) / (65.5 - 20)), 1, 0, 0, 1, 0, 1, 0, 0], data.Sample(1).ToArray());
        Assert.Equal([1, 2, 4, 8f], data.Labels.Values.ToArray());
        Assert.Empty(encoder.ClassNames);
        TableEncoder kept = TableEncoder.Fit(s_train.Select("age", "rooms"), "rooms", columns => columns.Keep("age").TargetIsClasses());
        Assert.Equal([20, 35, 50, 65.5f], kept.TransformInputs(s_train));
        Assert.Equal([2, 0, 1, 2], kept.Transform(s_train).Labels.Classes.ToArray());
    }

    [Fact]
    public void Rows_to_test_with_do_not_change_what_was_found()
    {
        TableEncoder encoder = TableEncoder.Fit(s_train.Select("age", "kind"), "kind", columns => columns.Standardize("age"));
        var test = new Table(new("age", [1000.0]), new TableColumn("kind", ["c"]));
        Assert.Equal((float)((1000 - s_ages.Average()) / Deviation(s_ages)), Assert.Single(encoder.Transform(test).Sample(0).ToArray()));
        Assert.Equal([2], encoder.Transform(test).Labels.Classes.ToArray());
    }

    [Fact]
    public void A_constant_column_is_only_moved()
    {
        var table = new Table(new("a", Enumerable.Repeat(0.1, 1000)), new("b", Enumerable.Repeat(7.0, 1000)));
        TableEncoder encoder = TableEncoder.Fit(table, columns: columns => columns.MinMax("b"));
        Assert.All(encoder.TransformInputs(table), value => Assert.Equal(0, value));
        Assert.Equal([(float)(0.6 - 0.1), 2], encoder.Transform(new Dictionary<string, object?> { ["a"] = 0.6, ["b"] = 9 }));
    }

    [Fact]
    public void Missing_values_are_filled_by_what_the_training_rows_say()
    {
        var table = new Table(
            new("mean", [1.0, double.NaN, 3, 8]), new("median", [1.0, double.NaN, 3, 8]),
            new TableColumn("most", new long[] { 10, long.MinValue, 9, 0 }), new("given", [double.NaN, 2, 2, 2]),
            new TableColumn("colour", new[] { null, "red", "blue", "red" }), new TableColumn("size", new[] { null, "s", "l", "m" }));
        TableEncoder encoder = TableEncoder.Fit(table, columns: columns => columns
            .FillMissing(Fill.MostFrequent).FillMissing(Fill.Mean, "mean").FillMissing(Fill.Median, "median").FillMissing("given", 5)
            .FillMissing("size", "m").Keep("mean", "median", "most", "given"));
        float[] inputs = encoder.TransformInputs(table);
        Assert.Equal([1, 1, 10, 5, 0, 1, 0, 1, 0], inputs[..9]);
        Assert.Equal([4, 3, 0, 2, 0, 1, 0, 0, 1], inputs[9..18]);
        var row = new Dictionary<string, object?>
        {
            ["mean"] = null, ["median"] = null, ["most"] = null, ["given"] = null, ["colour"] = null, ["size"] = null,
        };
        Assert.Equal([4, 3, 0, 5, 0, 1, 0, 1, 0], encoder.Transform(row));
    }

    [Fact]
    public void Missing_values_that_nothing_fills_are_errors_with_their_place()
    {
        string path = _folder.Write("a.csv", "age,kind\n1,a\n2,b\n,a\n");
        Table table = Table.ReadCsv(path);
        string message = Assert.Throws<InvalidDataException>(() => table.ToDataset("kind")).Message;
        Assert.StartsWith($"{path}, line 4, column \"age\": the value is missing. Say what stands in", message);
        Assert.Equal(2, table.DropMissing("age").ToDataset("kind").Count);
        Assert.Equal(3, table.FillMissing("age", 0).ToDataset("kind").Count);
        Table noTarget = Table.ReadCsv(_folder.Write("b.csv", "age,kind\n1,a\n2,\n"));
        Assert.EndsWith("b.csv, line 3, column \"kind\": the value is missing, but it is the target.",
            Assert.Throws<InvalidDataException>(() => noTarget.ToDataset("kind")).Message);
    }

    [Fact]
    public void Categories_that_no_training_row_has_are_errors_or_zeros()
    {
        Table few = s_train.Select("colour", "kind");
        var test = new Table(new TableColumn("colour", ["pink"]), new TableColumn("kind", ["d"]));
        TableEncoder encoder = TableEncoder.Fit(few, "kind");
        Assert.StartsWith(
            "the table, row 0, column \"colour\": \"pink\" is no category of the training rows, which have blue, green, red. IgnoreUnknown",
            Assert.Throws<InvalidDataException>(() => encoder.TransformInputs(test)).Message);
        Assert.Equal("the table, row 0, column \"kind\": \"d\" is no class of the training rows, which have a, b, c.",
            Assert.Throws<InvalidDataException>(() => encoder.Transform(test)).Message);
        Assert.Equal([0, 0, 0], TableEncoder.Fit(few, "kind", columns => columns.IgnoreUnknown()).TransformInputs(test));
    }

    [Fact]
    public void A_file_whose_column_holds_something_else_than_before_is_an_error()
    {
        TableEncoder encoder = TableEncoder.Fit(s_train.Select("age", "kind"), "kind");
        Table test = Table.ReadCsv(_folder.Write("a.csv", "age,kind\n1,a\noops,b\n"));
        Assert.EndsWith("a.csv, line 3, column \"age\": found \"oops\", expected a number such as 12.5, as in the training rows.",
            Assert.Throws<InvalidDataException>(() => encoder.Transform(test)).Message);
        Assert.StartsWith("the table has no column \"age\". It has: kind.",
            Assert.Throws<ArgumentException>(() => encoder.Transform(s_train.Select("kind"))).Message);
        Assert.Throws<InvalidDataException>(() => encoder.TransformInputs(new Table(new TableColumn("age", [1e300]))));
    }

    [Fact]
    public void Single_rows_take_what_csharp_calls_numbers_and_say_what_they_lack()
    {
        TableEncoder encoder = TableEncoder.Fit(
            s_train.Select("age", "rooms", "new", "colour"), columns: columns => columns.Keep("age", "rooms"));
        Dictionary<string, object?> row = new() { ["age"] = 1.5f, ["rooms"] = (short)2, ["new"] = true, ["colour"] = "red", ["more"] = 1 };
        Assert.Equal([1.5f, 2, 1, 0, 0, 1], encoder.Transform(row));
        row["age"] = "1.5";
        Assert.StartsWith("Column \"age\": found \"1.5\" (String), expected a number such as 12.5.",
            Assert.Throws<ArgumentException>(() => encoder.Transform(row)).Message);
        row["age"] = double.NaN;
        Assert.Throws<ArgumentException>(() => encoder.Transform(row));
        row.Remove("age");
        Assert.StartsWith("The row has no value \"age\". It needs: age, rooms, new, colour.",
            Assert.Throws<ArgumentException>(() => encoder.Transform(row)).Message);
    }

    [Fact]
    public void What_cannot_be_fitted_is_said()
    {
        Assert.Contains("Did you mean \"kind\"?", Fails(s_train, "kin"));
        Assert.Contains("is the target", Fails(s_train, "age", columns => columns.MinMax("age")));
        Assert.Contains("holds Category values, for which MinMax is not", Fails(s_train, "kind", columns => columns.MinMax("colour")));
        Assert.Contains("which have no Mean", Fails(s_train, "kind", columns => columns.FillMissing(Fill.Mean, "colour")));
        Assert.Contains("can be filled with true or false, not with \"1\"", Fails(s_train, "kind", rules => rules.FillMissing("new", 1)));
        Assert.Contains("has no rows", Fails(s_train.Where(_ => false), "kind"));
        Assert.Contains("has no column to predict from", Fails(s_train.Select("kind"), "kind"));
        Assert.Contains("column \"n\": all values are missing", Fails(new(new("n", [double.NaN]), new("m", [1.0])), "m"));
        Assert.Contains("it holds dates", Fails(new(new TableColumn("d", new DateTime?[] { DateTime.UnixEpoch }), new("m", [1.0])), "m"));
        var texts = new Table(new TableColumn("t", Enumerable.Range(0, 1001).Select(i => $"{i}x")), new("m", Enumerable.Repeat(1.0, 1001)));
        Assert.Contains("1,001 rows have 1,001 categories", Fails(texts, "m"));
        Assert.Equal(1001, TableEncoder.Fit(texts, "m", columns => columns.OneHot("t")).InputNames.Count);
        Assert.Contains("too far", Fails(new(new("n", [-1e308, 1e308]), new("m", [1.0, 2])), "m"));
    }

    [Fact]
    public void A_saved_encoder_gives_the_same_bits()
    {
        var table = new Table(
            new("a", [0.1, double.NaN, 1 / 3.0]), new("b", [1e-300, 2, 3]), new("c", [1.0, 2, 3]),
            new TableColumn("d", new DateTime?[] { DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1.25), null }),
            new TableColumn("e", ["\"ä\n", null, "x"]), new TableColumn("y", ["no", "yes", "no"]));
        TableEncoder encoder = TableEncoder.Fit(
            table, "y", columns => columns.MinMax("b").Keep("c").Standardize("d").FillMissing(Fill.MostFrequent).IgnoreUnknown("e"));
        encoder.Save(_folder.PathOf("columns.json"));
        TableEncoder loaded = TableEncoder.Load(_folder.PathOf("columns.json"));
        Assert.Equal(encoder.TransformInputs(table), loaded.TransformInputs(table));
        Assert.Equal(encoder.InputNames, loaded.InputNames);
        Assert.Equal(["no", "yes"], loaded.ClassNames);
        Assert.Equal("y", loaded.Target);
        loaded.Save(_folder.PathOf("again.json"));
        string text = File.ReadAllText(_folder.PathOf("columns.json"));
        Assert.Equal(text, File.ReadAllText(_folder.PathOf("again.json")));
        Assert.Contains("\"encoding\": \"standardize\"", text);
        Assert.Contains("\"version\": 1", text);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("null", "its format is \"\", expected \"ModelGen.TableEncoder\"")]
    [InlineData("[1]", "")]
    [InlineData("\"version\": 1|\"version\": 2", "its version is 2, expected 1")]
    [InlineData("\"version\": 1|\"version\": 1, \"more\": 1", "more")]
    [InlineData("\"deviation\": |\"deviation\": -", "column \"age\" needs a finite mean and a deviation above 0")]
    [InlineData("\"deviation\"|\"maximum\"", "column \"age\" needs a finite mean and a deviation above 0")]
    [InlineData("\"age\"|\"rooms\"", "two of its columns have the same name")]
    [InlineData("\"blue\"|\"red\"", "column \"colour\" needs different categories")]
    [InlineData("\"a\",|\"b\",", "its target needs different classes")]
    [InlineData("\"one_hot\"|\"two_hot\"", "encoding")]
    [InlineData("\"column\": \"age\",|", "column")]
    public void A_file_that_is_no_encoder_is_an_error(string change, string expected)
    {
        string path = _folder.PathOf("columns.json");
        TableEncoder.Fit(s_train, "kind").Save(path);
        string[] parts = change.Split('|');
        File.WriteAllText(path, parts.Length == 1 ? change : File.ReadAllText(path).Replace(parts[0], parts[1], StringComparison.Ordinal));
        string message = Assert.Throws<InvalidDataException>(() => TableEncoder.Load(path)).Message;
        Assert.StartsWith($"{path}: it is no saved encoder: ", message);
        Assert.Contains(expected, message);
    }

    private static string Fails(Table table, string target, Func<ColumnRules, ColumnRules>? columns = null) =>
        Assert.Throws<ArgumentException>(() => TableEncoder.Fit(table, target, columns)).Message;

    private static double Deviation(double[] values) =>
        Math.Sqrt(values.Sum(value => Math.Pow(value - (values.Sum() / values.Length), 2)) / values.Length);

    private static float Standard(double[] values, int row) => (float)((values[row] - (values.Sum() / values.Length)) / Deviation(values));
}
