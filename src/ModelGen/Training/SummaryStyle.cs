namespace ModelGen;

/// <summary>The table that <see cref="Model.PrintSummary"/> prints.</summary>
public enum SummaryStyle
{
    /// <summary>Keras 3's table, 76 columns: what it prints without a terminal or in one of 80 columns.</summary>
    Keras3,

    /// <summary>
    /// Keras 3's table, 88 columns, or 108 with those of a model that branches: what it prints in a terminal that is wide enough.
    /// </summary>
    Keras3Wide,

    /// <summary>The table of Keras 2 up to 2.6, 65 columns, as lecture slides show it; 98 of a model that branches.</summary>
    Classic,
}
