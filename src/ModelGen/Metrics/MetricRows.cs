using System.Runtime.CompilerServices;

namespace ModelGen;

/// <summary>What the rules of metrics ask of the rows of a batch, and how they add up; on the CPU and on GPUs.</summary>
public static class MetricRows
{
    /// <summary>
    /// The target of one output: a dense target; of class indices the class itself where there is one column, else 1 in its column and 0
    /// elsewhere.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Target<B>(B batch, int row, int column, MetricSizes sizes) where B : struct, IMetricBatch
    {
        if (sizes.TargetsAreClasses == 0) { return batch.Target((row * sizes.Columns) + column); }
        int label = batch.Class(row);
        if (sizes.Columns == 1) { return label; }
        return label == column ? 1f : 0f;
    }

    /// <summary>The class of a row: its label, or the place of its largest dense target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Class<B>(B batch, int row, MetricSizes sizes) where B : struct, IMetricBatch =>
        sizes.TargetsAreClasses != 0 ? batch.Class(row) : LargestTarget(batch, row * sizes.Columns, sizes.Columns);

    /// <summary>Where a row of outputs is largest; of equal ones the first.</summary>
    public static int LargestOutput<B>(B batch, int first, int count) where B : struct, IMetricBatch
    {
        int largest = 0;
        for (int i = 1; i < count; i++)
        {
            if (batch.Output(first + i) > batch.Output(first + largest)) { largest = i; }
        }

        return largest;
    }

    /// <summary>Where a row of targets is largest; of equal ones the first.</summary>
    public static int LargestTarget<B>(B batch, int first, int count) where B : struct, IMetricBatch
    {
        int largest = 0;
        for (int i = 1; i < count; i++)
        {
            if (batch.Target(first + i) > batch.Target(first + largest)) { largest = i; }
        }

        return largest;
    }

    /// <summary>
    /// The largest output of a row that comes behind another in the order of size, equal ones by their place; -1 where there is none.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">Where the row begins.</param>
    /// <param name="count">How many outputs it has.</param>
    /// <param name="after">The place of the other; -1 for the largest of all.</param>
    public static int NextLargest<B>(B batch, int first, int count, int after) where B : struct, IMetricBatch
    {
        int next = -1;
        for (int i = 0; i < count; i++)
        {
            float p = batch.Output(first + i);
            if (after >= 0)
            {
                float before = batch.Output(first + after);
                if (!(p < before || (p == before && i > after))) { continue; }
            }

            if (next < 0 || p > batch.Output(first + next)) { next = i; }
        }

        return next;
    }

    /// <summary>Adds to a sum and keeps what the sum's last place could not hold, as Kahan does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float sum, ref float lost, float value)
    {
        float term = value - lost;
        float total = sum + term;
        lost = total - sum - term;
        sum = total;
    }
}
