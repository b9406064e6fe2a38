namespace ModelGen;

/// <summary>
/// For each output how many of Count thresholds it exceeds, times 2, plus 1 where it should say yes. With evenly spread thresholds that is
/// the smallest integer not below p (Count - 1), in float32 as in Keras.
/// </summary>
internal readonly struct BucketsRule : IMetricRule
{
    /// <summary>Thresholds from 0 to 1, none of which p = 0 exceeds.</summary>
    public const int Even = 0;

    /// <summary>Thresholds from a little below 0 to a little above 1, so that every p exceeds the first.</summary>
    public const int EvenBeyondEnds = 1;

    /// <summary>Thresholds from the list, ascending.</summary>
    public const int Listed = 2;

    /// <summary>Added to a form: outputs are logits.</summary>
    public const int OfLogits = 4;

    public static void Measure<B>(B batch, int sample, RuleSizes sizes) where B : struct, IMetricBatch
    {
        int at = sample * sizes.ValuesPerSample;
        for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
        {
            for (int column = 0; column < sizes.Columns; column++)
            {
                if (sizes.Class >= 0 && column != sizes.Class) { continue; }
                int bucket = Bucket(batch, batch.Output((row * sizes.Columns) + column), sizes);
                batch.Write(at++, (2 * bucket) + (MetricRows.Target(batch, row, column, sizes) != 0f ? 1 : 0));
            }
        }
    }

    private static int Bucket<B>(B batch, float p, RuleSizes sizes) where B : struct, IMetricBatch
    {
        int form = sizes.Form;
        if (form >= OfLogits)
        {
            p = 1f / (1f + MathF.Exp(-p));
            form -= OfLogits;
        }

        if (form == Listed)
        {
            int exceeded = 0;
            for (int t = 0; t < sizes.Count; t++)
            {
                if (p > batch.Constant(t)) { exceeded++; }
            }

            return exceeded;
        }

        float inside = p > 0f ? (p < 1f ? p : 1f) : 0f;
        int bucket = (int)MathF.Ceiling(inside * (sizes.Count - 1));
        return form == EvenBeyondEnds && bucket < 1 ? 1 : bucket;
    }
}
