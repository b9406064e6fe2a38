namespace ModelGen;

/// <summary>
/// For each answer of a sample its class and the predicted one, as class x count + prediction; <see cref="Ignored"/> for the class that
/// does not count, NaN where one of them is not 0 to count - 1.
/// </summary>
/// <param name="form">What the predicted class is.</param>
/// <param name="count">How many classes.</param>
/// <param name="threshold">Where class 1 begins.</param>
/// <param name="ignored">The class that does not count.</param>
internal readonly struct ClassPairsRule(int form, int count, float threshold, int ignored = MetricSizes.NoClass) : IMetricRule
{
    /// <summary>Each output is a class.</summary>
    public const int Value = 0;

    /// <summary>The largest output of a row tells the class.</summary>
    public const int Largest = 1;

    /// <summary>Class 1 from the threshold on, below it class 0.</summary>
    public const int NotBelow = 2;

    /// <summary>Class 1 above the threshold, else class 0.</summary>
    public const int Above = 3;

    /// <summary>What is written for an answer that does not count.</summary>
    public const float Ignored = -1f;

    private const float Far = 1e6f;

    public void Measure<B>(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch
    {
        int answers = sizes.ValuesPerSample;
        for (int i = sample * answers; i < (sample + 1) * answers; i++)
        {
            int expected = Expected(batch, i, sizes);
            int predicted = Predicted(batch, i, sizes);
            if (expected == ignored) { batch.Write(i, Ignored); }
            else if (IsClass(expected) != 0 && IsClass(predicted) != 0)
            {
                batch.Write(i, (expected * count) + predicted);
            }
            else { batch.Write(i, float.NaN); }
        }
    }

    // Dense targets are one-hot where outputs are, else classes written as floats.
    private int Expected<B>(B batch, int i, MetricSizes sizes) where B : struct, IMetricBatch
    {
        if (sizes.TargetsAreClasses != 0 || form == Largest) { return MetricRows.Class(batch, i, sizes); }
        return Whole(batch.Target(i));
    }

    private int Predicted<B>(B batch, int i, MetricSizes sizes) where B : struct, IMetricBatch
    {
        if (form == Largest) { return MetricRows.LargestOutput(batch, i * sizes.Columns, sizes.Columns); }
        float p = batch.Output(i);
        if (form == NotBelow) { return p >= threshold ? 1 : 0; }
        if (form == Above) { return p > threshold ? 1 : 0; }
        return Whole(p);
    }

    // In steps: on the four bounds in one condition the compiler of an OpenCL driver for CPUs (PoCL) gives up.
    private int IsClass(int value) => value >= 0 ? (value < count ? 1 : 0) : 0;

    // Toward 0, as Keras casts. NaN and what is far away are no class.
    private static int Whole(float value)
    {
        float bounded = value > -Far ? value : -Far;
        return (int)(bounded < Far ? bounded : Far);
    }
}
