namespace ModelGen;

/// <summary>For each output its answer and its target: two values.</summary>
internal readonly struct PairsRule : IMetricRule
{
    /// <summary>The answer is the output.</summary>
    public const int Output = 0;

    /// <summary>The answer is 1 for the largest output of a row (for all that are equal to it, unless they are 0), else 0.</summary>
    public const int Largest = 1;

    /// <summary>The answer is 1 where the output exceeds the threshold, else 0.</summary>
    public const int Above = 2;

    private const float Zero = 1e-9f;

    public static void Measure<B>(B batch, int sample, RuleSizes sizes) where B : struct, IMetricBatch
    {
        for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
        {
            int first = row * sizes.Columns;
            float largest = batch.Output(first + MetricRows.LargestOutput(batch, first, sizes.Columns));
            for (int i = 0; i < sizes.Columns; i++)
            {
                float answer = batch.Output(first + i);
                if (sizes.Form == Largest) { answer = answer >= largest && MathF.Abs(answer) > Zero ? 1f : 0f; }
                else if (sizes.Form == Above) { answer = answer > sizes.Threshold ? 1f : 0f; }
                batch.Write(2 * (first + i), answer);
                batch.Write((2 * (first + i)) + 1, MetricRows.Target(batch, row, i, sizes));
            }
        }
    }
}
