using ModelGen.Data;
using Parquet;
using Parquet.Schema;
using ModelGen.Tests;
using Xunit;

namespace ModelGen.Tables.Tests;

/// <summary>Tables from Parquet files.</summary>
public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    [InlineData(CompressionMethod.Brotli)]
    public void All_types_are_read_from_all_row_groups(CompressionMethod method)
    {
        const int rows = 40;
        Table table = Table.ReadParquet(_folder.Write("a.parquet", ParquetFiles.Small(rows, method)));
        Assert.Equal(3 * rows, table.Count);
        Assert.Equal(ParquetFiles.Fields.Select(field => field.Name), table.Columns.Select(column => column.Name));
        for (int i = 0; i < table.Count; i++)
        {
            bool misses = i % 3 == 1;
            object?[] expected =
            [
                i / 4.0, misses ? null : (double)(i / 8f), misses ? null : (long)i, i * 10_000_000_000L, misses ? null : i % 2 == 0,
                misses ? null : $"text {i % 5}", misses ? null : DateTime.UnixEpoch.AddHours(i), i / 100.0,
            ];
            Assert.Equal(expected, table.Row(i).Values);
        }

        Assert.Equal([0, 40, 40, 0, 40, 40, 40, 0], table.Columns.Select(column => column.MissingCount));
    }

    // Written by Arrow's library: dictionaries, deltas, split bytes, several pages, pages of version 2, checksums.
    [Theory, InlineData("arrow-v1"), InlineData("arrow-delta"), InlineData("arrow-plain")]
    public void Files_that_Arrow_has_written_are_read(string name)
    {
        Table table = Table.ReadParquet(Path.Combine(AppContext.BaseDirectory, "Files", $"{name}.parquet"));
        Assert.Equal(["number", "single", "whole", "long", "truth", "text", "day", "time"], table.Columns.Select(column => column.Name));
        Assert.Equal(80, table.Count);
        for (int i = 0; i < table.Count; i++)
        {
            bool misses = i % 3 == 1;
            object?[] expected =
            [
                i / 4.0, misses ? null : (double)(i / 8f), misses ? null : (long)i, i * 10_000_000_000L, misses ? null : i % 2 == 0,
                misses ? null : $"text {i % 5}", misses ? null : DateTime.UnixEpoch.AddDays(i),
                misses ? null : DateTime.UnixEpoch.AddHours(i),
            ];
            Assert.Equal(expected, table.Row(i).Values);
        }
    }

    // Parquet.Net 6.1 reads false from all of them.
    [Fact]
    public void Truth_values_that_would_be_read_wrongly_are_refused()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Files", "arrow-v2.parquet");
        Assert.Equal(
            $"{path}: row group 0, column \"truth\": its truth values are encoded as RLE, which cannot be read here; write the file with "
                + "data pages of version 1, or the values as whole numbers.",
            Assert.Throws<InvalidDataException>(() => Table.ReadParquet(path)).Message);
    }

    [Fact]
    public void A_page_that_differs_from_its_checksum_is_damaged()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Files", "arrow-v1.parquet"));
        bytes[60] ^= 1;
        Assert.Contains("row group 0, column \"number\": a page has the CRC-32 ", Message(bytes));
    }

    [Fact]
    public void Columns_that_hold_lists_or_structures_are_refused_by_name()
    {
        var list = new DataField("many", typeof(IEnumerable<int>));
        byte[] lists = ParquetFiles.Write([list], group =>
            group.WriteAllPartsAsync<int>(list, new[] { 1, 2 }, null, new[] { 0, 1 }, default));
        Assert.Contains("column \"many\" holds lists or structures; expected columns of single values.", Message(lists));
        var inner = new DataField<int>("inner");
        byte[] structures = ParquetFiles.Write([new StructField("outer", inner)], group =>
            group.WriteAllPartsAsync<int>(inner, new[] { 1, 2 }, new[] { 1, 1 }, null, default));
        Assert.Contains("column \"outer\" holds lists or structures", Message(structures));
        var bytes = new DataField<byte[]>("raw");
        byte[] raw = ParquetFiles.Write([bytes], group => group.WriteAsync(bytes, [new byte[] { 1 }]));
        Assert.Contains("column \"raw\" holds bytes; expected numbers, truth values, texts or dates.", Message(raw));
    }

    [Fact]
    public void What_is_no_parquet_file_or_is_cut_off_is_said()
    {
        Assert.Contains("it does not begin with PAR1; expected a Parquet file.", Message("a,b\n1,2\n"u8.ToArray()));
        Assert.Contains("it is a JSON text; expected a Parquet file.", Message("{\"a\": 1}"u8.ToArray()));
        Assert.Contains("it does not begin with PAR1", Message([]));
        byte[] whole = ParquetFiles.Small(10);
        for (int length = 4; length < whole.Length; length += Extent.Pick(7, 1))
        {
            Assert.Contains("it is cut off", Message(whole[..length]));
        }

        Assert.Throws<FileNotFoundException>(() => Table.ReadParquet(_folder.PathOf("none.parquet")));
    }

    [Fact]
    public void An_infinite_number_is_said_with_its_column()
    {
        var field = new DataField<double>("x");
        byte[] file = ParquetFiles.Write([field], group => group.WriteAsync<double>(field, new[] { 1, double.PositiveInfinity }));
        Assert.Contains("row group 0, column \"x\": a value is ", Message(file));
    }

    [Fact]
    public void A_table_without_rows_has_its_columns()
    {
        var field = new DataField<double>("x");
        byte[] file = ParquetFiles.Write([field], group => group.WriteAsync<double>(field, Array.Empty<double>()));
        Table table = Table.ReadParquet(_folder.Write("a.parquet", file));
        Assert.Equal((0, ColumnType.Number), (table.Count, table["x"].Type));
    }

    private string Message(byte[] file)
    {
        string path = _folder.Write("a.parquet", file);
        string message = Assert.Throws<InvalidDataException>(() => Table.ReadParquet(path)).Message;
        Assert.StartsWith(path, message);
        return message;
    }
}
