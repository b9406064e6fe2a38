namespace ModelGen.Data;

/// <summary>What stands in for missing values, as the strategies of scikit-learn's <c>SimpleImputer</c>.</summary>
public enum Fill
{
    /// <summary>The mean of the training rows; of numbers only.</summary>
    Mean,

    /// <summary>Their median; of numbers only. Of an even number of rows it is between the two in the middle.</summary>
    Median,

    /// <summary>The value that most of them have; of several, the first in order.</summary>
    MostFrequent,
}
