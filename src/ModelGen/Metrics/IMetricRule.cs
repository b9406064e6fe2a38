namespace ModelGen;

/// <summary>
/// What a metric writes for each sample: a struct that holds the rule's own numbers, with one body for the CPU and for GPUs. It computes
/// with what both have, as an <see cref="IElementwiseLoss"/> does. <see cref="Metric.FromRule{R}"/> makes a metric of it; the library's own
/// metrics are made of such structs, too.
/// <code>
/// public readonly struct WithinTolerance(float tolerance) : IMetricRule
/// {
///     public void Measure&lt;B&gt;(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch
///     {
///         int right = 0, size = sizes.Rows * sizes.Columns;
///         for (int i = sample * size; i &lt; (sample + 1) * size; i++)
///         {
///             if (MathF.Abs(batch.Output(i) - batch.Target(i)) &lt;= tolerance) { right++; }
///         }
///
///         batch.Write(sample, (float)right / size);
///     }
/// }
/// </code>
/// </summary>
public interface IMetricRule
{
    /// <summary>Writes the values of one sample; all of them.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="sample">Which sample, from 0.</param>
    /// <param name="sizes">How the batch is laid out.</param>
    void Measure<B>(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch;
}

/// <summary>
/// The numbers that a rule reads and writes, in a CPU's memory or in a GPU's. <see cref="MetricRows"/> asks more of them.
/// </summary>
public interface IMetricBatch
{
    /// <summary>[samples, rows, columns]: what the model gave.</summary>
    float Output(int index);

    /// <summary>[samples, rows, columns]: what it should have given, where the labels are dense.</summary>
    float Target(int index);

    /// <summary>[samples, rows]: the class it should have given, where the labels are class indices.</summary>
    int Class(int row);

    /// <summary>One of a list of numbers that the metric has beside its rule: a threshold.</summary>
    float Constant(int index);

    /// <summary>[samples, values per sample]: sets a value.</summary>
    void Write(int index, float value);
}

/// <summary>
/// What a rule is told besides the numbers. Where the rows of a sample have weights of their own, each is taken for a sample.
/// </summary>
/// <param name="Samples">Samples in the batch.</param>
/// <param name="Rows">Rows of one sample: 1, unless the output is a sequence or an image.</param>
/// <param name="Columns">Values of one row.</param>
/// <param name="TargetsAreClasses">1 for class indices, 0 for dense targets.</param>
/// <param name="ValuesPerSample">How many values the rule writes for a sample.</param>
public readonly record struct MetricSizes(int Samples, int Rows, int Columns, int TargetsAreClasses, int ValuesPerSample)
{
    /// <summary>No class: no label is this one.</summary>
    internal const int NoClass = int.MinValue;
}
