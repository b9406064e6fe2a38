using Parquet;
using Parquet.Schema;

namespace ModelGen.Tables.Tests;

/// <summary>Parquet files that the library writes.</summary>
internal static class ParquetFiles
{
    /// <summary>The columns of <see cref="Small"/>.</summary>
    public static DataField[] Fields { get; } =
    [
        new DataField<double>("number"), new DataField<float?>("single"), new DataField<int?>("whole"), new DataField<long>("long"),
        new DataField<bool?>("truth"), new DataField<string>("text"),
        new DateTimeDataField("date", DateTimeFormat.DateAndTime, isNullable: true), new DecimalDataField("money", 10, 2),
    ];

    /// <summary>Three row groups of some rows of all types; row i misses what a type can miss where i is 1 above a multiple of 3.</summary>
    public static byte[] Small(int rows, CompressionMethod by = CompressionMethod.Snappy) => Write(Fields, by, async (group, first) =>
    {
        int[] all = [.. Enumerable.Range(first, rows)];
        await group.WriteAsync<double>(Fields[0], all.Select(i => i / 4.0).ToArray());
        await group.WriteAsync<float>(Fields[1], all.Select(i => i % 3 == 1 ? (float?)null : i / 8f).ToArray().AsMemory());
        await group.WriteAsync<int>(Fields[2], all.Select(i => i % 3 == 1 ? (int?)null : i).ToArray().AsMemory());
        await group.WriteAsync<long>(Fields[3], all.Select(i => i * 10_000_000_000L).ToArray());
        await group.WriteAsync<bool>(Fields[4], all.Select(i => i % 3 == 1 ? (bool?)null : i % 2 == 0).ToArray().AsMemory());
        await group.WriteAsync(Fields[5], [.. all.Select(i => i % 3 == 1 ? null : $"text {i % 5}")]);
        DateTime?[] dates = [.. all.Select(i => i % 3 == 1 ? (DateTime?)null : DateTime.UnixEpoch.AddHours(i))];
        await group.WriteAsync<DateTime>(Fields[6], dates.AsMemory());
        await group.WriteAsync<decimal>(Fields[7], all.Select(i => i / 100m).ToArray());
    }, groups: 3, rows);

    /// <summary>A file of one row group.</summary>
    public static byte[] Write(Field[] fields, Func<ParquetRowGroupWriter, Task> write) =>
        Write(fields, CompressionMethod.Snappy, (group, _) => write(group), groups: 1, rows: 0);

    private static byte[] Write(
        Field[] fields, CompressionMethod method, Func<ParquetRowGroupWriter, int, Task> write, int groups, int rows)
    {
        using var file = new MemoryStream();
        WriteAsync().GetAwaiter().GetResult();
        return file.ToArray();

        async Task WriteAsync()
        {
            await using ParquetWriter writer = await ParquetWriter.CreateAsync(
                new ParquetSchema(fields), file, new ParquetOptions { CompressionMethod = method });
            for (int group = 0; group < groups; group++)
            {
                using ParquetRowGroupWriter one = writer.CreateRowGroup();
                await write(one, group * rows);
                one.CompleteValidate();
            }
        }
    }
}
