namespace ModelGen;

/// <summary>
/// For each output how many of the thresholds it exceeds, times 2, plus 1 where it should say yes. With evenly spread thresholds that is
/// the smallest integer not below p (count - 1), in float32 as in Keras.
/// </summary>
/// <param name="form">Where thresholds are, and whether outputs are logits.</param>
/// <param name="count">How many thresholds.</param>
/// <param name="column">The one column that counts; none for all.</param>
internal readonly struct BucketsRule(int form, int count, int column = MetricSizes.NoClass) : IMetricRule
{
    /// <summary>Thresholds from 0 to 1, none of which p = 0 exceeds.</summary>
    public const int Even = 0;

    /// <summary>Thresholds from a little below 0 to a little above 1, so that every p exceeds the first.</summary>
    public const int EvenBeyondEnds = 1;

    /// <summary>Thresholds from the list, ascending.</summary>
    public const int Listed = 2;

    /// <summary>Added to a form: outputs are logits.</summary>
    public const int OfLogits = 4;

    public void Measure<B>(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch
    {
        int at = sample * sizes.ValuesPerSample;
        for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
        {
            for (int i = 0; i < sizes.Columns; i++)
            {
                if (column >= 0 && i != column) { continue; }
                int bucket = Bucket(batch, batch.Output((row * sizes.Columns) + i));
                batch.Write(at++, (2 * bucket) + (MetricRows.Target(batch, row, i, sizes) != 0f ? 1 : 0));
            }
        }
    }

    private int Bucket<B>(B batch, float p) where B : struct, IMetricBatch
    {
        int spread = form;
        if (form >= OfLogits)
        {
            p = 1f / (1f + MathF.Exp(-p));
            spread -= OfLogits;
        }

        if (spread == Listed)
        {
            int exceeded = 0;
            for (int t = 0; t < count; t++)
            {
                if (p > batch.Constant(t)) { exceeded++; }
            }

            return exceeded;
        }

        float inside = p > 0f ? (p < 1f ? p : 1f) : 0f;
        int bucket = (int)MathF.Ceiling(inside * (count - 1));
        return spread == EvenBeyondEnds && bucket < 1 ? 1 : bucket;
    }
}
