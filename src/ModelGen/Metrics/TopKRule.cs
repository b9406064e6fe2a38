namespace ModelGen;

/// <summary>
/// 1 where fewer than so many outputs of the row exceed that of its class, else 0; of a sample with several rows, their mean. One value.
/// </summary>
/// <param name="count">Among how many.</param>
internal readonly struct TopKRule(int count) : IMetricRule
{
    public void Measure<B>(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch
    {
        int right = 0;
        for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
        {
            int first = row * sizes.Columns;
            int expected = MetricRows.Class(batch, row, sizes);
            // A label that the loss is told to ignore may be no class.
            if (expected < 0 || expected >= sizes.Columns) { continue; }
            float p = batch.Output(first + expected);
            int larger = 0;
            for (int i = 0; i < sizes.Columns; i++)
            {
                if (batch.Output(first + i) > p) { larger++; }
            }

            if (larger < count && !float.IsNaN(p)) { right++; }
        }

        batch.Write(sample, (float)right / sizes.Rows);
    }
}
