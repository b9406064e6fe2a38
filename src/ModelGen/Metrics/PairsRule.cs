namespace ModelGen;

/// <summary>For each output its answer and its target: two values.</summary>
/// <param name="form">What an answer is.</param>
/// <param name="threshold">What an output must exceed.</param>
internal readonly struct PairsRule(int form, float threshold = 0f) : IMetricRule
{
    /// <summary>The answer is the output.</summary>
    public const int Output = 0;

    /// <summary>The answer is 1 for the largest output of a row (for all that are equal to it, unless they are 0), else 0.</summary>
    public const int Largest = 1;

    /// <summary>The answer is 1 where the output exceeds the threshold, else 0.</summary>
    public const int Above = 2;

    private const float Zero = 1e-9f;

    public void Measure<B>(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch
    {
        for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
        {
            int first = row * sizes.Columns;
            float largest = batch.Output(first + MetricRows.LargestOutput(batch, first, sizes.Columns));
            for (int i = 0; i < sizes.Columns; i++)
            {
                float answer = batch.Output(first + i);
                if (form == Largest) { answer = answer >= largest && MathF.Abs(answer) > Zero ? 1f : 0f; }
                else if (form == Above) { answer = answer > threshold ? 1f : 0f; }
                batch.Write(2 * (first + i), answer);
                batch.Write((2 * (first + i)) + 1, MetricRows.Target(batch, row, i, sizes));
            }
        }
    }
}
