namespace ModelGen;

/// <summary>The table that <see cref="Model.PrintSummary"/> prints.</summary>
public enum SummaryStyle
{
    /// <summary>Keras 3's table, 76 columns: what it prints without a terminal or in one of 80 columns.</summary>
    Keras3,

    /// <summary>Keras 3's table, 88 columns: what it prints in a terminal of 92 columns or more.</summary>
    Keras3Wide,

    /// <summary>The table of Keras 2 up to 2.6, 65 columns, as lecture slides show it.</summary>
    Classic,
}
