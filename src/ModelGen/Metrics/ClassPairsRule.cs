namespace ModelGen;

/// <summary>
/// For each answer of a sample its class and the predicted one, as class x Count + prediction; <see cref="Ignored"/> for the class that
/// does not count, NaN where one of them is not 0 to Count - 1.
/// </summary>
internal readonly struct ClassPairsRule : IMetricRule
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

    public static void Measure<B>(B batch, int sample, RuleSizes sizes) where B : struct, IMetricBatch
    {
        int answers = sizes.ValuesPerSample;
        for (int i = sample * answers; i < (sample + 1) * answers; i++)
        {
            int expected = Expected(batch, i, sizes);
            int predicted = Predicted(batch, i, sizes);
            if (expected == sizes.Class) { batch.Write(i, Ignored); }
            else if (IsClass(expected, sizes) != 0 && IsClass(predicted, sizes) != 0)
            {
                batch.Write(i, (expected * sizes.Count) + predicted);
            }
            else { batch.Write(i, float.NaN); }
        }
    }

    // Dense targets are one-hot where outputs are, else classes written as floats.
    private static int Expected<B>(B batch, int i, RuleSizes sizes) where B : struct, IMetricBatch
    {
        if (sizes.TargetsAreClasses != 0 || sizes.Form == Largest) { return MetricRows.Class(batch, i, sizes); }
        return Whole(batch.Target(i));
    }

    private static int Predicted<B>(B batch, int i, RuleSizes sizes) where B : struct, IMetricBatch
    {
        if (sizes.Form == Largest) { return MetricRows.LargestOutput(batch, i * sizes.Columns, sizes.Columns); }
        float p = batch.Output(i);
        if (sizes.Form == NotBelow) { return p >= sizes.Threshold ? 1 : 0; }
        if (sizes.Form == Above) { return p > sizes.Threshold ? 1 : 0; }
        return Whole(p);
    }

    // In steps: on the four bounds in one condition the compiler of an OpenCL driver for CPUs (PoCL) gives up.
    private static int IsClass(int value, RuleSizes sizes) => value >= 0 ? (value < sizes.Count ? 1 : 0) : 0;

    // Toward 0, as Keras casts. NaN and what is far away are no class.
    private static int Whole(float value)
    {
        float bounded = value > -Far ? value : -Far;
        return (int)(bounded < Far ? bounded : Far);
    }
}
