namespace ModelGen;

/// <summary>What a metric writes for each sample, in one body for the CPU and for GPUs.</summary>
internal interface IMetricRule
{
    /// <summary>Writes the values of one sample; all of them.</summary>
    static abstract void Measure<B>(B batch, int sample, RuleSizes sizes) where B : struct, IMetricBatch;
}

/// <summary>The numbers that a rule reads and writes, in a CPU's memory or in a GPU's.</summary>
internal interface IMetricBatch
{
    /// <summary>[samples, rows, columns]: what the model gave.</summary>
    float Output(int index);

    /// <summary>[samples, rows, columns]: what it should have given, where the labels are dense.</summary>
    float Target(int index);

    /// <summary>[samples, rows]: the class it should have given, where the labels are class indices.</summary>
    int Class(int row);

    /// <summary>One of the metric's own numbers: a threshold.</summary>
    float Constant(int index);

    /// <summary>[samples, values per sample]: sets a value.</summary>
    void Write(int index, float value);
}

/// <summary>What a rule is told besides the numbers.</summary>
/// <param name="Samples">Samples in the batch.</param>
/// <param name="Rows">Rows of one sample.</param>
/// <param name="Columns">Values of one row.</param>
/// <param name="TargetsAreClasses">1 for class indices, 0 for dense targets.</param>
/// <param name="ValuesPerSample">How many values the rule writes for a sample.</param>
/// <param name="Form">Which of its forms the rule takes.</param>
/// <param name="Count">How many: largest outputs, thresholds or classes.</param>
/// <param name="Most">Of how many largest outputs of a row something is counted; 0 for all.</param>
/// <param name="Class">The one column that counts, or the class that does not; <see cref="None"/> where there is no such.</param>
/// <param name="Threshold">What an output must exceed.</param>
internal readonly record struct RuleSizes(
    int Samples, int Rows, int Columns, int TargetsAreClasses, int ValuesPerSample, int Form, int Count, int Most, int Class,
    float Threshold)
{
    /// <summary>No class: no label is this one.</summary>
    public const int None = int.MinValue;
}
