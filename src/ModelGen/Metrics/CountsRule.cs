namespace ModelGen;

/// <summary>
/// How many outputs of a sample say yes and should, or should not, at each of the thresholds, then how many should at all and should not:
/// [true positives, count] [false positives, count] positives, negatives.
/// </summary>
/// <param name="count">How many thresholds.</param>
/// <param name="most">Of how many largest outputs of a row something is counted; 0 for all.</param>
/// <param name="only">The one column that counts; none for all.</param>
internal readonly struct CountsRule(int count, int most, int only) : IMetricRule
{
    /// <summary>How many values it writes.</summary>
    public static int Values(int thresholds) => (2 * thresholds) + 2;

    public void Measure<B>(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch
    {
        int at = sample * sizes.ValuesPerSample;
        for (int t = 0; t < count; t++)
        {
            int right = 0, wrong = 0;
            for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
            {
                // All columns of a row in their order, or the largest ones in the order of their size.
                int column = -1;
                for (int i = 0; i < (most == 0 ? sizes.Columns : most); i++)
                {
                    column = most == 0 ? i : MetricRows.NextLargest(batch, row * sizes.Columns, sizes.Columns, column);
                    if (column < 0) { break; }
                    if (only >= 0 && column != only) { continue; }
                    if (!(batch.Output((row * sizes.Columns) + column) > batch.Constant(t))) { continue; }
                    if (MetricRows.Target(batch, row, column, sizes) != 0f) { right++; } else { wrong++; }
                }
            }

            batch.Write(at + t, right);
            batch.Write(at + count + t, wrong);
        }

        int positives = 0, all = 0;
        for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
        {
            for (int column = 0; column < sizes.Columns; column++)
            {
                if (only >= 0 && column != only) { continue; }
                all++;
                if (MetricRows.Target(batch, row, column, sizes) != 0f) { positives++; }
            }
        }

        batch.Write(at + (2 * count), positives);
        batch.Write(at + (2 * count) + 1, all - positives);
    }
}
