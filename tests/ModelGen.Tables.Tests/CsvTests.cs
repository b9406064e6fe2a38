using System.IO.Compression;
using System.Text;
using ModelGen.Data;
using ModelGen.Tests;
using Xunit;

namespace ModelGen.Tables.Tests;

/// <summary>Tables as text: what is recognized, and what is said of what is none.</summary>
public sealed class CsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_column_has_the_type_of_its_fields()
    {
        Table table = Read("number,whole,truth,day,time,text,mixed\n1.5,1,true,2026-03-31,2026-03-31T12:00:00Z,red,1\n"
            + "-2e3,-7,False,1969-12-31,2026-03-31 06:30:00,blue,x\n");
        Assert.Equal(
            [ColumnType.Number, ColumnType.Integer, ColumnType.Boolean, ColumnType.Date, ColumnType.Date, ColumnType.Category,
                ColumnType.Category],
            table.Columns.Select(column => column.Type));
        Assert.Equal([1.5, -2000.0], table["number"].ToNumbers());
        Assert.Equal(-7L, table["whole"][1]);
        Assert.Equal([1.0, 0.0], table["truth"].ToNumbers());
        Assert.Equal(new DateTime(2026, 3, 31, 0, 0, 0, DateTimeKind.Utc), table["day"][0]);
        Assert.Equal(-1.0, table["day"].ToNumbers()[1]);
        Assert.Equal(new DateTime(2026, 3, 31, 12, 0, 0, DateTimeKind.Utc), table["time"][0]);
        Assert.Equal("blue", table["text"][1]);
        Assert.Equal(["1", "x"], [table["mixed"][0], table["mixed"][1]]);
    }

    // The first fields of "a" were read as numbers, and are needed as texts after all.
    [Fact]
    public void A_column_whose_last_field_is_a_text_keeps_the_first_as_they_were_written()
    {
        Table table = Read("a,b\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"0{i}.50,{i}\n")) + "x,1.5\n");
        Assert.Equal(5_001, table.Count);
        Assert.Equal("04711.50", table["a"][4711]);
        Assert.Equal(4711.0, table["b"][4711]);
        Assert.Equal(1.5, table["b"][5000]);
    }

    [Fact]
    public void Missing_values_are_counted_in_columns_of_every_type()
    {
        string rows = string.Concat(TableOptions.DefaultMissing.Select(text => $"{text},{text},{text},{text},{text},1\n"));
        Table table = Read($"a,b,c,d,e,f\n{rows}1.5,7,true,2026-01-01,red,1\n");
        int missing = TableOptions.DefaultMissing.Count;
        Assert.All(table.Columns.SkipLast(1), column => Assert.Equal(missing, column.MissingCount));
        Assert.All(table.Columns.SkipLast(1), column => Assert.Null(column[0]));
        Assert.Equal([1.5, 7L, true, new DateTime(2026, 1, 1), "red", 1L], table.Row(missing).Values);
        Table own = Read("a,b\nNA,1\n-9,2\n", new() { Missing = ["-9"] });
        Assert.Equal(["NA", null], [own["a"][0], own["a"][1]]);
    }

    [Theory]
    [InlineData("a;b;c\n1,5;\"x;y\";2\n-0,25;z;3\n", 1.5, -0.25)]
    [InlineData("a\tb\tc\n1.5\tx;y\t2\n-0.25\tz\t3\n", 1.5, -0.25)]
    [InlineData("a|b|c\n1.5|x;y|2\n-0.25|z|3\n", 1.5, -0.25)]
    [InlineData("a;b;c\r\n1.5;\"x;y\";2\r\n-0.25;z;3", 1.5, -0.25)]
    [InlineData("\uFEFF\"a\", \"b\" ,c\n1.5 , \"x;y\",2\n\n-0.25,z,3\n\n\n", 1.5, -0.25)]
    public void Separators_decimals_marks_line_ends_and_blanks_are_recognized(string text, double first, double second)
    {
        Table table = Read(text);
        Assert.Equal(["a", "b", "c"], table.Columns.Select(column => column.Name));
        Assert.Equal([first, second], table["a"].ToNumbers());
        Assert.Equal(["x;y", "z"], [table["b"][0], table["b"][1]]);
        Assert.Equal([2.0, 3.0], table["c"].ToNumbers());
    }

    [Fact]
    public void Quotes_hold_separators_line_ends_and_doubled_quotes()
    {
        Table table = Read("a,b\n\"x,\r\ny\",1\n\"say \"\"so\"\"\",2\n\"\"\"\",3\n\"\",4\n");
        Assert.Equal(["x,\r\ny", "say \"so\"", "\"", null], Enumerable.Range(0, 4).Select(row => table["a"][row]));
        Table letters = Read("a,b\n5\" pipe,1\n6\" pipe,2\n", new() { Quotes = false });
        Assert.Equal(["5\" pipe", "6\" pipe"], [letters["a"][0], letters["a"][1]]);
    }

    [Fact]
    public void Encodings_are_recognized_by_their_marks_or_given()
    {
        foreach (Encoding encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, new UTF8Encoding(true) })
        {
            File.WriteAllText(_folder.PathOf("a.csv"), "größe,b\nä,1\n", encoding);
            Assert.Equal("ä", Table.ReadCsv(_folder.PathOf("a.csv"))["größe"][0]);
        }

        string latin = _folder.Write("latin.csv", Encoding.Latin1.GetBytes("a,b\nx,1\nä,2\n"));
        Assert.Equal("ä", Table.ReadCsv(latin, new() { Encoding = Encoding.Latin1 })["a"][1]);
        string message = Assert.Throws<InvalidDataException>(() => Table.ReadCsv(latin)).Message;
        Assert.Matches(@"latin\.csv, line \d+ or later: the bytes E4( \w\w)* are no utf-8\. Say which encoding it is: ", message);
    }

    [Fact]
    public void Options_overrule_what_is_recognized()
    {
        Table table = Read("1,5;2\n3,5;4\n", new() { Header = false, Separator = ';', Decimal = ',' });
        Assert.Equal(["column1", "column2"], table.Columns.Select(column => column.Name));
        Assert.Equal([1.5, 3.5], table["column1"].ToNumbers());
        Table years = Read("2019,2020\n1,2\n", new() { Header = true });
        Assert.Equal(1L, years["2019"][0]);
        Table zips = Read("zip,n\n01234,1\n", new() { Types = new Dictionary<string, ColumnType> { ["zip"] = ColumnType.Category } });
        Assert.Equal("01234", zips["zip"][0]);
    }

    [Theory]
    [InlineData("", "is empty; its first line must name the columns.")]
    [InlineData("\n\n", "is empty; its first line must name the columns.")]
    [InlineData("a,\"\"\n1,2\n", ", line 1: column 2 has no name.")]
    [InlineData("a,b,a\n1,2,3\n", ", line 1: columns 1 and 3 are both called \"a\".")]
    [InlineData("a,1.5\n1,2\n", ", line 1, column 2: \"1.5\" is a number, but the first line must name the columns. If it does not, say ")]
    [InlineData("a,b\n1,2\n1,2,3\n", ", line 3: there are 3 fields, but there are 2 columns. ")]
    [InlineData("a,b\n1,2\n\n1\n", ", line 4: there are 1 fields, but there are 2 columns. ")]
    [InlineData("a,b\n1,2\n\"1,2\n3,4\n", ", line 3, column 1 (\"a\"): the quotes are not closed. ")]
    [InlineData("a,b\n1,2\n3,\"4\n", ", line 3, column 2 (\"b\"): the quotes are not closed. ")]
    [InlineData("\"a\nb\",c\n1,\"x\ny\"\n1\n", ", line 5: there are 1 fields, but there are 2 columns. ")]
    [InlineData("a,b\n5\" pipe,1\n6\" pipe,2\n", ", line 2, column 1 (\"a\"): there is a quote inside a field that does not begin ")]
    [InlineData("a,b\n5\"x\" pipe,1\n", ", line 2, column 1 (\"a\"): there is a quote inside a field that does not begin with one. ")]
    [InlineData("a,b\n\"x\"y,1\n", ", line 2, column 1 (\"a\"): there are letters behind the closing quote. ")]
    [InlineData("a,b\n\"x\" y\"\",1\n", ", line 2, column 1 (\"a\"): a quote inside the quotes is not doubled. ")]
    [InlineData("{\"a\": 1}", ": it is a JSON text; expected a table as text (CSV).")]
    [InlineData("<!DOCTYPE html>\n<p>a,b", ": it is a web page; expected a table as text (CSV).")]
    [InlineData("a,b\n1,\0\n", ": it is a binary file; expected a table as text (CSV).")]
    public void What_is_no_table_is_said_with_its_place(string text, string expected)
    {
        string path = _folder.Write("a.csv", text);
        Assert.StartsWith(path + (expected[0] is ',' or ':' ? "" : " ") + expected,
            Assert.Throws<InvalidDataException>(() => Table.ReadCsv(path)).Message);
    }

    [Fact]
    public void Files_of_other_kinds_are_called_by_their_names()
    {
        using var zipped = new MemoryStream();
        using (var archive = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("[Content_Types].xml").Open().Dispose();
        }
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) { gzip.Write("a,b\n1,2\n"u8); }
        (byte[] Bytes, string Kind)[] kinds =
        [
            (zipped.ToArray(), "a file of Excel or Word (.xlsx, .docx)"), (packed.ToArray(), "a gzip file"),
            ([.. "PAR1"u8, 0, 0, 0, 0, .. "PAR1"u8], "a Parquet file"),
        ];
        foreach ((byte[] bytes, string kind) in kinds)
        {
            string path = _folder.Write("a.csv", bytes);
            Assert.Equal($"{path}: it is {kind}; expected a table as text (CSV).",
                Assert.Throws<InvalidDataException>(() => Table.ReadCsv(path)).Message);
        }
    }

    [Fact]
    public void A_given_type_makes_other_fields_errors()
    {
        string path = _folder.Write("a.csv", "a,b\n1,2\n3,oops\n");
        var options = new TableOptions { Types = new Dictionary<string, ColumnType> { ["b"] = ColumnType.Number } };
        Assert.Equal($"{path}, line 3, column 2 (\"b\"): found \"oops\", expected a number such as 12.5, as Types says.",
            Assert.Throws<InvalidDataException>(() => Table.ReadCsv(path, options)).Message);
        options = new() { Types = new Dictionary<string, ColumnType> { ["c"] = ColumnType.Number } };
        Assert.Equal($"{path} has no column \"c\", which Types names. It has: a, b.",
            Assert.Throws<InvalidDataException>(() => Table.ReadCsv(path, options)).Message);
    }

    [Fact]
    public void A_row_without_an_end_is_refused_before_memory_is_full()
    {
        using var endless = new EndlessStream("a,b\n1,\"", bytes: 200_000_000);
        string message = Assert.Throws<InvalidDataException>(() => Table.ReadCsv(endless)).Message;
        Assert.Equal("the stream, line 2: the row has more than 16,777,216 letters. Are its quotes closed?", message);
        using var wide = new EndlessStream("a,", bytes: 1_000_000, filler: ',');
        Assert.Contains("expected at most 100,000 columns", Assert.Throws<InvalidDataException>(() => Table.ReadCsv(wide)).Message);
    }

    // Three columns of 8 bytes and the numbers of the lines: lists that double take three times that for a moment.
    [Fact]
    public void Memory_is_needed_for_the_columns_not_for_the_text()
    {
        int rows = Extent.Pick(200_000, 20_000_000);
        string path = _folder.PathOf("long.csv");
        using (var file = new StreamWriter(path))
        {
            file.Write("a,b,c\n");
            for (int i = 0; i < rows; i++) { file.Write($"{i},{i}.250000000000000000000000000000000000000,category {i % 3:D40}\n"); }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Table table = Table.ReadCsv(path);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(rows, table.Count);
        Assert.Equal(rows - 0.75, table["b"].ToNumbers()[^1]);
        Assert.True(allocated < (120L * rows) + (16 << 20),
            $"{allocated:N0} bytes for {rows:N0} rows of {new FileInfo(path).Length:N0} bytes");
    }

    [Fact]
    public void Streams_are_read_from_where_they_stand_and_stay_open()
    {
        using var stream = new MemoryStream("skip a,b\n1,2\nx,3\n"u8.ToArray()) { Position = 5 };
        Assert.Equal(["1", "x"], Table.ReadCsv(stream)["a"].ValueCounts().Select(pair => pair.Value));
        Assert.True(stream.CanRead);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) { gzip.Write("a,b\n1,2\nx,3\n"u8); }
        packed.Position = 0;
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        Assert.Equal(["1", "x"], Table.ReadCsv(unpacked)["a"].ValueCounts().Select(pair => pair.Value));
    }

    [Fact]
    public void Files_that_are_not_there_and_options_that_make_no_sense_are_errors()
    {
        Assert.Throws<FileNotFoundException>(() => Table.ReadCsv(_folder.PathOf("none.csv")));
        Assert.Throws<IOException>(() => Table.ReadCsv(Path.GetTempPath()));
        string path = _folder.Write("a.csv", "a,b\n1,2\n");
        Assert.Contains("separator", Assert.Throws<ArgumentException>(() => Table.ReadCsv(path, new() { Separator = '"' })).Message);
        Assert.Contains("Decimal", Assert.Throws<ArgumentException>(() => Table.ReadCsv(path, new() { Decimal = '\'' })).Message);
    }

    [Fact]
    public void Numbers_are_the_same_in_every_culture() =>
        Assert.Equal([1.5, -2.0], InForeign(() => Read("a,b\n1.5,x\n-2,y\n"))["a"].ToNumbers());

    private static Table InForeign(Func<Table> read)
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = ModelGen.Tests.Cultures.Foreign;
        try { return read(); }
        finally { System.Globalization.CultureInfo.CurrentCulture = before; }
    }

    private Table Read(string text, TableOptions? options = null) => Table.ReadCsv(_folder.Write("a.csv", text), options);
}
