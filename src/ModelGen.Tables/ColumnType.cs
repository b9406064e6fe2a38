namespace ModelGen.Data;

/// <summary>What a column of a table holds.</summary>
public enum ColumnType
{
    /// <summary>Numbers, as <see cref="double"/>.</summary>
    Number,

    /// <summary>Whole numbers, as <see cref="long"/>.</summary>
    Integer,

    /// <summary><see cref="bool"/>.</summary>
    Boolean,

    /// <summary>Days, or days with times of day, as <see cref="DateTime"/> in UTC.</summary>
    Date,

    /// <summary>Texts; each one is a category.</summary>
    Category,
}
