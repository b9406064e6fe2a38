using System.Text.Json.Serialization;

namespace ModelGen.Data;

/// <summary>How the values of a column become numbers.</summary>
internal enum ColumnEncoding
{
    [JsonStringEnumMemberName("keep")]
    Keep,

    [JsonStringEnumMemberName("standardize")]
    Standardize,

    [JsonStringEnumMemberName("min_max")]
    MinMax,

    [JsonStringEnumMemberName("one_hot")]
    OneHot,
}
