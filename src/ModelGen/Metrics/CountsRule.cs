namespace ModelGen;

/// <summary>
/// How many outputs of a sample say yes and should, or should not, at each of Count thresholds, then how many should at all and should not:
/// [true positives, Count] [false positives, Count] positives, negatives.
/// </summary>
internal readonly struct CountsRule : IMetricRule
{
    /// <summary>How many values it writes.</summary>
    public static int Values(int thresholds) => (2 * thresholds) + 2;

    public static void Measure<B>(B batch, int sample, RuleSizes sizes) where B : struct, IMetricBatch
    {
        int at = sample * sizes.ValuesPerSample;
        for (int t = 0; t < sizes.Count; t++)
        {
            int right = 0, wrong = 0;
            for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
            {
                // All columns of a row in their order, or the largest ones in the order of their size.
                int column = -1;
                for (int i = 0; i < (sizes.Most == 0 ? sizes.Columns : sizes.Most); i++)
                {
                    column = sizes.Most == 0 ? i : MetricRows.NextLargest(batch, row * sizes.Columns, sizes.Columns, column);
                    if (column < 0) { break; }
                    if (sizes.Class >= 0 && column != sizes.Class) { continue; }
                    if (!(batch.Output((row * sizes.Columns) + column) > batch.Constant(t))) { continue; }
                    if (MetricRows.Target(batch, row, column, sizes) != 0f) { right++; } else { wrong++; }
                }
            }

            batch.Write(at + t, right);
            batch.Write(at + sizes.Count + t, wrong);
        }

        int positives = 0, all = 0;
        for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
        {
            for (int column = 0; column < sizes.Columns; column++)
            {
                if (sizes.Class >= 0 && column != sizes.Class) { continue; }
                all++;
                if (MetricRows.Target(batch, row, column, sizes) != 0f) { positives++; }
            }
        }

        batch.Write(at + (2 * sizes.Count), positives);
        batch.Write(at + (2 * sizes.Count) + 1, all - positives);
    }
}
