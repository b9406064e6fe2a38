using System.Globalization;

namespace ModelGen.Data;

/// <summary>
/// The structures of a Parquet file's footer and of its page headers, as the format defines them: the fields by their numbers.
/// </summary>
internal static class ThriftShapes
{
    private const string Definition = """
        FileMetaData: 1 i32, 2 [SchemaElement], 3 i64, 4 [RowGroup], 5 [KeyValue], 6 binary, 7 [ColumnOrder], 9 binary
        ColumnOrder:
        SchemaElement: 1 i32, 2 i32, 3 i32, 4 binary, 5 i32, 6 i32, 7 i32, 8 i32, 9 i32, 10 LogicalType
        LogicalType: 5 DecimalType, 7 TimeType, 8 TimeType, 10 IntType, 18 GeographyType
        DecimalType: 1 i32, 2 i32
        TimeType: 1 bool, 2 TimeUnit
        TimeUnit:
        IntType: 1 i8, 2 bool
        GeographyType: 1 binary, 2 i32
        RowGroup: 1 [ColumnChunk], 2 i64, 3 i64, 4 [SortingColumn], 5 i64, 6 i64, 7 i16
        ColumnChunk: 1 binary, 2 i64, 3 ColumnMetaData, 4 i64, 5 i32, 6 i64, 7 i32, 9 binary
        ColumnMetaData: 1 i32, 2 [i32], 3 [binary], 4 i32, 5 i64, 6 i64, 7 i64, 8 [KeyValue], 9 i64, 10 i64, 11 i64, 12 Statistics,
         13 [EncodingStats], 14 i64, 15 i32, 16 SizeStatistics, 17 GeospatialStatistics
        KeyValue: 1 binary, 2 binary
        Statistics: 1 binary, 2 binary, 3 i64, 4 i64, 5 binary, 6 binary, 7 bool, 8 bool
        EncodingStats: 1 i32, 2 i32, 3 i32
        SizeStatistics: 1 i64, 2 [i64], 3 [i64]
        GeospatialStatistics: 1 BoundingBox, 2 [i32]
        BoundingBox: 1 double, 2 double, 3 double, 4 double, 5 double, 6 double, 7 double, 8 double
        SortingColumn: 1 i32, 2 bool, 3 bool
        PageHeader: 1 i32, 2 i32, 3 i32, 4 i32, 5 DataPageHeader, 7 DictionaryPageHeader, 8 DataPageHeaderV2
        DataPageHeader: 1 i32, 2 i32, 3 i32, 4 i32, 5 Statistics
        DictionaryPageHeader: 1 i32, 2 i32, 3 bool
        DataPageHeaderV2: 1 i32, 2 i32, 3 i32, 4 i32, 5 i32, 6 i32, 7 bool, 8 Statistics
        """;

    private static readonly Dictionary<string, Dictionary<int, string>> s_all = 
        Definition.Replace(",\n", ",", StringComparison.Ordinal).Split('\n').Select(line => line.Split(':'))
            .ToDictionary(line => line[0], line => FieldsOf(line[1]));

    /// <summary>The type of a field: a structure, a plain type, or a list of one in brackets; null where it is not known.</summary>
    public static string? TypeOf(string structure, int field) => s_all[structure].GetValueOrDefault(field);


    private static Dictionary<int, string> FieldsOf(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split(' '))
            .ToDictionary(field => int.Parse(field[0], CultureInfo.InvariantCulture), field => field[1]);
}
