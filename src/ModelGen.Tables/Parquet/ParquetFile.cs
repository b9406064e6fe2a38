using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace ModelGen.Data;

/// <summary>Parquet files with columns of single values.</summary>
internal static class ParquetFile
{
    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or it is damaged.</exception>
    public static Table Read(FileStream file, string path)
    {
        ParquetFooter.Check(file, path);
        try { return Task.Run(() => ReadAsync(file, path)).GetAwaiter().GetResult(); }
        catch (Exception e) when (e is not InvalidDataException)
        {
            // The library throws whatever comes to it.
            throw new InvalidDataException($"{path}: the Parquet file is damaged, or has something that cannot be read: {e.Message}", e);
        }
    }

    private static async Task<Table> ReadAsync(FileStream file, string path)
    {
        var pages = new PageStream(file);
        await using ParquetReader reader = await ParquetReader.CreateAsync(pages);
        DataField[] fields = [.. reader.Schema.Fields.Cast<DataField>()];
        ParquetColumn[] columns = [.. fields.Select(field => ParquetColumn.Of(path, field))];
        CheckRows(path, reader);
        for (int group = 0; group < reader.RowGroupCount; group++)
        {
            using ParquetRowGroupReader rows = reader.OpenRowGroupReader(group);
            foreach (ParquetColumn column in columns)
            {
                ColumnMetaData about = rows.GetMetadata(column.Field)?.MetaData
                    ?? throw Damaged(path, group, column, "it is not there");
                if (rows.RowCount == 0) { continue; }
                try
                {
                    (long first, long end) = ParquetPages.Check(file, about, rows.RowCount);
                    pages.Limit(first, end);
                    await column.ReadAsync(rows);
                }
                catch (Exception e) { throw Damaged(path, group, column, e.Message.TrimEnd('.'), e); }
            }
        }

        return Table.Of([.. columns.Select(column => column.ToColumn())], new RowPlaces(path, "row", null));
    }

    private static void CheckRows(string path, ParquetReader reader)
    {
        Int128 all = 0;
        foreach (long rows in reader.RowGroups.Select(group => group.RowCount))
        {
            if (rows < 0) { throw new InvalidDataException($"{path}: a row group has {rows:N0} rows."); }
            all += rows;
        }

        if (all > Array.MaxLength)
        {
            throw new InvalidDataException($"{path}: it has {all:N0} rows; expected at most {Array.MaxLength:N0}, what one array holds.");
        }
    }

    private static InvalidDataException Damaged(string path, int group, ParquetColumn column, string what, Exception? inner = null) =>
        new($"{path}: row group {group}, column \"{column.Field.Name}\": {what}.", inner);
}
