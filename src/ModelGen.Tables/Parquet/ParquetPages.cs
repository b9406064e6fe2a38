using System.IO.Hashing;
using Parquet.Meta;

namespace ModelGen.Data;

/// <summary>Looks at the pages of a column before the library reads them: what they claim must be there.</summary>
internal static class ParquetPages
{
    private const int FirstBytes = 1 << 13, MostBytes = 1 << 28;

    // More than the format's compressors gain on anything that is no attack; small pages may gain any.
    private const long MostGain = 1 << 14, AnySize = 1 << 20;

    /// <summary>Checks the pages of a column of a row group, and gives the part of the file in which they lie.</summary>
    /// <exception cref="InvalidDataException">They claim something else than the footer.</exception>
    public static (long First, long End) Check(FileStream file, ColumnMetaData column, long rows)
    {
        long first = new[] { column.DataPageOffset, column.DictionaryPageOffset ?? 0 }.Where(offset => offset > 0).DefaultIfEmpty(-1).Min();
        long end = first + column.TotalCompressedSize;
        if (first < 4 || column.TotalCompressedSize <= 0 || end > file.Length - 8)
        {
            throw new InvalidDataException($"its pages, {column.TotalCompressedSize:N0} bytes at {first:N0}, are not there");
        }
        if (column.NumValues != rows) { throw new InvalidDataException($"it has {column.NumValues:N0} values for {rows:N0} rows"); }

        long values = 0;
        for (long at = first; values < rows;)
        {
            Dictionary<(string, int), int> header = Header(file, at, end, out int length);
            int packed = Of("PageHeader", 3), unpacked = Of("PageHeader", 2), dictionary = Of("DictionaryPageHeader", 1);
            int inPage = Of("DataPageHeader", 1) + Of("DataPageHeaderV2", 1);
            at += length;
            if (packed < 0 || packed > end - at || unpacked < 0 || unpacked > AnySize + (packed * MostGain))
            {
                throw new InvalidDataException($"a page of {packed:N0} bytes, {unpacked:N0} when unpacked, is not there");
            }
            if (inPage < 0 || inPage > rows - values || dictionary < 0 || dictionary > unpacked)
            {
                throw new InvalidDataException($"a page claims {Math.Max(inPage, dictionary):N0} values, more than there are");
            }
            if (Of("DataPageHeader", 2) == (int)Encoding.RLE || Of("DataPageHeaderV2", 4) == (int)Encoding.RLE)
            {
                // The library would read false from all of them.
                throw new InvalidDataException(
                    "its truth values are encoded as RLE, which cannot be read here; write the file with data pages of version 1, or the "
                        + "values as whole numbers");
            }
            if (header.TryGetValue(("PageHeader", 4), out int checksum)) { CheckSum(file, at, packed, (uint)checksum); }
            (at, values) = (at + packed, values + inPage);

            int Of(string structure, int field) => header.GetValueOrDefault((structure, field));
        }

        return (first, end);
    }

    private static Dictionary<(string, int), int> Header(FileStream file, long at, long end, out int length)
    {
        for (int size = FirstBytes; ; size *= 8)
        {
            var bytes = new byte[Math.Min(size, end - at)];
            file.Position = at;
            file.ReadExactly(bytes);
            Dictionary<(string, int), int> header = [];
            var reader = new ThriftReader(bytes, (structure, field, value) =>
            {
                if (value is int number) { header[(structure, field)] = number; }
            });
            try
            {
                reader.Read("PageHeader");
                length = reader.Position;
                return header;
            }
            catch (EndOfStreamException) when (bytes.Length < end - at && size < MostBytes) { }
        }
    }

    private static void CheckSum(FileStream file, long at, int length, uint expected)
    {
        var checksum = new Crc32();
        var bytes = new byte[Math.Min(length, 1 << 16)];
        file.Position = at;
        for (int left = length; left > 0;)
        {
            int count = Math.Min(left, bytes.Length);
            file.ReadExactly(bytes, 0, count);
            checksum.Append(bytes.AsSpan(0, count));
            left -= count;
        }

        uint found = checksum.GetCurrentHashAsUInt32();
        if (found != expected) { throw new InvalidDataException($"a page has the CRC-32 {found:x8}, but its header says {expected:x8}"); }
    }
}
