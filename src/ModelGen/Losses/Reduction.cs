namespace ModelGen;

/// <summary>
/// How a loss makes one number of those of a batch: v for each sample (or for each row of it), w its weight, 1 where none is given.
/// </summary>
public enum Reduction
{
    /// <summary>The sum of v w over the number of v: Keras's default, also called <c>mean</c>. Not over the sum of w.</summary>
    SumOverBatchSize,

    /// <summary>The sum of v w.</summary>
    Sum,

    /// <summary>No number: all v w as they are. It serves calls of the loss itself, not training.</summary>
    None,

    /// <summary>The sum of v w over the sum of w; 0 where that is 0.</summary>
    MeanWithSampleWeight,
}
