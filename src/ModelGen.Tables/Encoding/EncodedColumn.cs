using System.Text.Json.Serialization;

namespace ModelGen.Data;

/// <summary>What was found in the training rows of a column, as it is saved.</summary>
/// <param name="Column">What it is called.</param>
/// <param name="Type">What it held.</param>
/// <param name="Encoding">How its values become numbers.</param>
internal sealed record EncodedColumn(
    [property: JsonRequired] string Column, [property: JsonRequired] ColumnType Type, [property: JsonRequired] ColumnEncoding Encoding)
{
    private Dictionary<string, int>? _places;

    /// <summary>The mean of a column that is standardized.</summary>
    public double? Mean { get; init; }

    /// <summary>Its standard deviation; 1 where that is 0.</summary>
    public double? Deviation { get; init; }

    /// <summary>The least value of a column that is scaled by its range.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest.</summary>
    public double? Maximum { get; init; }

    /// <summary>The categories of a one-hot column, in the order of its inputs.</summary>
    public string[]? Categories { get; init; }

    /// <summary>Whether a category that is none of them becomes zeros.</summary>
    public bool? IgnoreUnknown { get; init; }

    /// <summary>What stands in for a missing number.</summary>
    public double? FillNumber { get; init; }

    /// <summary>What stands in for a missing category.</summary>
    public string? FillCategory { get; init; }

    /// <summary>How many inputs it gives.</summary>
    [JsonIgnore]
    public int Size => Categories?.Length ?? 1;

    /// <summary>What they are called.</summary>
    [JsonIgnore]
    public IEnumerable<string> InputNames => Categories?.Select(category => $"{Column}_{category}") ?? [Column];

    /// <summary>Whether missing values are filled.</summary>
    [JsonIgnore]
    public bool HasFill => FillNumber is not null || FillCategory is not null;

    /// <summary>The input for a number.</summary>
    public float Of(double number) => Encoding switch
    {
        ColumnEncoding.Standardize => (float)((number - Mean!.Value) / Deviation!.Value),
        ColumnEncoding.MinMax => (float)((number - Minimum!.Value) / (Maximum == Minimum ? 1 : Maximum!.Value - Minimum!.Value)),
        _ => (float)number,
    };

    /// <summary>The place of a category among the inputs; -1 where it is none of them.</summary>
    public int PlaceOf(string category)
    {
        _places ??= Categories!.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return _places.GetValueOrDefault(category, -1);
    }

    /// <summary>What is wrong with it, where it comes from a file; null where nothing is.</summary>
    public string? Fault() => this switch
    {
        { Column: null or "" } => "a column has no name",
        { Encoding: ColumnEncoding.Standardize } when !(IsFinite(Mean) && IsFinite(Deviation) && Deviation > 0) =>
            $"column \"{Column}\" needs a finite mean and a deviation above 0",
        { Encoding: ColumnEncoding.MinMax } when !(IsFinite(Minimum) && IsFinite(Maximum) && Maximum >= Minimum) =>
            $"column \"{Column}\" needs a finite minimum and a maximum that is not below it",
        { Encoding: ColumnEncoding.OneHot } when !AreNames(Categories) => $"column \"{Column}\" needs different categories",
        { Encoding: not ColumnEncoding.OneHot } when Categories is not null || FillCategory is not null || Type == ColumnType.Category =>
            $"column \"{Column}\" holds categories, which only one_hot encodes",
        { FillNumber: { } fill } when !double.IsFinite(fill) || Encoding == ColumnEncoding.OneHot =>
            $"column \"{Column}\" cannot be filled with {fill}",
        _ => null,
    };

    /// <summary>Whether there are names, and all different.</summary>
    public static bool AreNames(string[]? names) =>
        names is { Length: > 0 } && !names.Contains(null) && names.Distinct(StringComparer.Ordinal).Count() == names.Length;

    private static bool IsFinite(double? number) => number is { } known && double.IsFinite(known);
}
