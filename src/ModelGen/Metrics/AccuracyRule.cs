namespace ModelGen;

/// <summary>1 for each right answer, 0 for each wrong one; of a sample with several, their mean. One value.</summary>
/// <param name="form">What an answer is.</param>
/// <param name="threshold">What an output must exceed.</param>
internal readonly struct AccuracyRule(int form, float threshold = 0f) : IMetricRule
{
    /// <summary>Each output says yes where it exceeds the threshold.</summary>
    public const int Binary = 0;

    /// <summary>The largest output of a row says which class.</summary>
    public const int Categorical = 1;

    /// <summary>Each output is the answer itself.</summary>
    public const int Exact = 2;

    public void Measure<B>(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch
    {
        int right = 0;
        for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
        {
            int first = row * sizes.Columns;
            if (form == Categorical)
            {
                if (MetricRows.LargestOutput(batch, first, sizes.Columns) == MetricRows.Class(batch, row, sizes)) { right++; }
                continue;
            }

            for (int i = 0; i < sizes.Columns; i++)
            {
                float answer = batch.Output(first + i);
                if (form == Binary) { answer = answer > threshold ? 1f : 0f; }
                if (MetricRows.Target(batch, row, i, sizes) == answer) { right++; }
            }
        }

        int answers = form == Categorical ? sizes.Rows : sizes.Rows * sizes.Columns;
        batch.Write(sample, (float)right / answers);
    }
}
