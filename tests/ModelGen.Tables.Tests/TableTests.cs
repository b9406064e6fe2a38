using ModelGen.Data;
using Xunit;

namespace ModelGen.Tables.Tests;

/// <summary>Tables in memory.</summary>
public class TableTests
{
    private static readonly Table s_table = new(
        new("n", [1.5, double.NaN, 3]), new TableColumn("w", new long[] { 1, 2, long.MinValue }),
        new TableColumn("t", new bool?[] { true, null, false }), new TableColumn("c", new[] { "x", "x", null }),
        new TableColumn("d", new DateTime?[] { DateTime.UnixEpoch, null, new DateTime(2026, 3, 31, 12, 0, 0, DateTimeKind.Utc) }));

    [Fact]
    public void Print_shows_the_columns_what_is_missing_and_the_rows() => Assert.Equal("""
        the table: 3 rows, 5 columns

        column  type      missing  values
        n       Number    1        1.5 to 3, mean 2.25
        w       Integer   1        1 to 2, mean 1.5
        t       Boolean   1        2 different: False 1, True 1
        c       Category  1        1 different: x 2
        d       Date      1        1970-01-01 to 2026-03-31T12:00:00

          n  w      t  c                    d
        1.5  1   True  x           1970-01-01
          -  2      -  x                    -
          3  -  False  -  2026-03-31T12:00:00
        """.ReplaceLineEndings("\n"), s_table.ToString());

    [Fact]
    public void Many_rows_and_long_texts_are_shortened()
    {
        var table = new Table(new TableColumn("text", Enumerable.Range(0, 1000).Select(i => $"{i}\n{new string('x', 100)}")));
        string[] lines = table.ToString().Split('\n');
        Assert.Equal("text    Category  0        1,000 different: 0 xxxxxxxxxxxxxxxxxxx... 1, 1 xxxxxxxxxxxxxxxxxxx... 1, "
            + "10 xxxxxxxxxxxxxxxxxx... 1, 100 xxxxxxxxxxxxxxxxx... 1, ...", lines[3]);
        Assert.Equal(17, lines.Length);
        Assert.EndsWith("999 xxxxxxxxxxxxxxxxx...", lines[^1]);
    }

    [Fact]
    public void Columns_and_rows_are_chosen_by_name_and_by_value()
    {
        Assert.Equal(["c", "n"], s_table.Select("c", "n").Columns.Select(column => column.Name));
        Assert.Equal(["n", "t", "d"], s_table.Drop("c", "w").Columns.Select(column => column.Name));
        Assert.Equal([1.5, 3], s_table.Where(row => row["t"] is not null)["n"].ToNumbers());
        Assert.Equal(2, s_table.DropMissing("c").Count);
        Assert.Equal(1, s_table.DropMissing().Count);
        Table filled = s_table.FillMissing("n", 9).FillMissing("w", 8).FillMissing("t", true).FillMissing("c", "y")
            .FillMissing("d", DateTime.UnixEpoch);
        Assert.Equal(0, filled.Columns.Sum(column => column.MissingCount));
        Assert.Equal([9.0, 2L, true, "x", DateTime.UnixEpoch], filled.Row(1).Values);
        Assert.Equal(5, s_table.Columns.Sum(column => column.MissingCount));
        Assert.Equal([("x", 2)], s_table["c"].ValueCounts());
    }

    [Fact]
    public void Wrong_names_types_and_sizes_are_errors()
    {
        Assert.StartsWith("the table has no column \"nn\". Did you mean \"n\"",
            Assert.Throws<ArgumentException>(() => s_table["nn"]).Message);
        Assert.StartsWith("Column \"n\" holds Number values: it can be filled with a number such as 12.5, not with \"x\".",
            Assert.Throws<ArgumentException>(() => s_table.FillMissing("n", "x")).Message);
        Assert.Throws<ArgumentException>(() => s_table.Select("n", "n"));
        Assert.Throws<ArgumentException>(() => new Table());
        Assert.Throws<ArgumentException>(() => new Table(new("a", [1.0]), new("b", [1.0, 2])));
        Assert.Throws<ArgumentException>(() => new TableColumn("a", [double.PositiveInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_table.Row(3));
        Assert.Throws<InvalidOperationException>(() => s_table["c"].ToNumbers());
    }

    [Fact]
    public void Split_takes_each_row_once_in_an_order_of_the_seed()
    {
        var table = new Table(new TableColumn("n", Enumerable.Range(0, 100).Select(i => (double)i)));
        (Table train, Table test) = table.Split(0.8, seed: 1);
        Assert.Equal((80, 20), (train.Count, test.Count));
        Assert.Equal(table["n"].ToNumbers(), train["n"].ToNumbers().Concat(test["n"].ToNumbers()).Order());
        Assert.NotEqual(train["n"].ToNumbers().Order(), train["n"].ToNumbers());
        Assert.Equal(train["n"].ToNumbers(), table.Split(0.8, seed: 1).Train["n"].ToNumbers());
        Assert.NotEqual(train["n"].ToNumbers(), table.Split(0.8, seed: 2).Train["n"].ToNumbers());
    }

    [Theory, InlineData(0.8, 80, 12, 4), InlineData(0.5, 50, 8, 2), InlineData(0.9, 90, 14, 4)]
    public void A_stratified_split_keeps_the_parts_of_each_category(double size, int a, int b, int missing)
    {
        string?[] kinds = [.. Enumerable.Repeat("a", 100), .. Enumerable.Repeat("b", 15), .. Enumerable.Repeat<string?>(null, 5)];
        var table = new Table(new TableColumn("kind", kinds));
        (Table train, Table test) = table.Split(size, seed: 3, stratify: "kind");
        Assert.Equal(Math.Round(120 * size), train.Count);
        Assert.Equal(120, train.Count + test.Count);
        int[] counts = [.. train["kind"].ValueCounts().Select(pair => pair.Count), train["kind"].MissingCount];
        Assert.InRange(counts[0], a - 1, a + 1);
        Assert.InRange(counts[1], b - 1, b + 1);
        Assert.InRange(counts[2], missing - 1, missing + 1);
    }

    [Fact]
    public void A_split_that_leaves_nothing_is_an_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => s_table.Split(1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_table.Split(double.NaN));
        Assert.StartsWith("0.1 of 3 rows are 0", Assert.Throws<ArgumentException>(() => s_table.Split(0.1)).Message);
        Assert.StartsWith("A missing value stands in one row of column \"c\" only",
            Assert.Throws<ArgumentException>(() => s_table.Split(0.5, stratify: "c")).Message);
        Assert.StartsWith("Column \"n\" holds Number values",
            Assert.Throws<ArgumentException>(() => s_table.Split(0.5, stratify: "n")).Message);
    }
}
