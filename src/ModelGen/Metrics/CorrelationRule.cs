namespace ModelGen;

/// <summary>The correlation of a row's outputs with its targets; of a sample with several rows, their mean. One value.</summary>
/// <param name="form">Which coefficient.</param>
internal readonly struct CorrelationRule(int form) : IMetricRule
{
    /// <summary>cov(y, p) / (sd(y) sd(p)); NaN where one of them is constant, as in Keras.</summary>
    public const int Pearson = 0;

    /// <summary>2 cov(y, p) / (var(y) + var(p) + (mean(y) - mean(p))^2), with Keras's epsilon added to the divisor.</summary>
    public const int Concordance = 1;

    private const float Epsilon = ElementwiseLoss.Epsilon;

    public void Measure<B>(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch
    {
        float total = 0f, lost = 0f;
        for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
        {
            MetricRows.Add(ref total, ref lost, Row(batch, row, sizes));
        }
        batch.Write(sample, total / sizes.Rows);
    }

    private float Row<B>(B batch, int row, MetricSizes sizes) where B : struct, IMetricBatch
    {
        int first = row * sizes.Columns;
        float sumY = 0f, lostY = 0f, sumP = 0f, lostP = 0f;
        for (int i = 0; i < sizes.Columns; i++)
        {
            MetricRows.Add(ref sumY, ref lostY, MetricRows.Target(batch, row, i, sizes));
            MetricRows.Add(ref sumP, ref lostP, batch.Output(first + i));
        }

        float meanY = sumY / sizes.Columns, meanP = sumP / sizes.Columns;
        float yy = 0f, lostYY = 0f, pp = 0f, lostPP = 0f, yp = 0f, lostYP = 0f;
        for (int i = 0; i < sizes.Columns; i++)
        {
            float y = MetricRows.Target(batch, row, i, sizes) - meanY, p = batch.Output(first + i) - meanP;
            MetricRows.Add(ref yy, ref lostYY, y * y);
            MetricRows.Add(ref pp, ref lostPP, p * p);
            MetricRows.Add(ref yp, ref lostYP, y * p);
        }

        (yy, pp, yp) = (yy / sizes.Columns, pp / sizes.Columns, yp / sizes.Columns);
        if (form == Pearson) { return yp / (MathF.Sqrt(yy) * MathF.Sqrt(pp)); }
        float apart = meanY - meanP;
        return 2f * yp / (yy + pp + (apart * apart) + Epsilon);
    }
}
