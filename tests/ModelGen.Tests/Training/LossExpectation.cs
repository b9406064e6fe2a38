using Reference = ModelGen.Oracle;

namespace ModelGen.Tests;

/// <summary>
/// What the Oracle says of a case: the loss of each sample (of the batch, again and again, where a loss goes through all samples), and the
/// gradient of their mean.
/// </summary>
internal sealed record LossExpectation(double[] Inputs, double[] Values, double[] Gradient)
{
    public static LossExpectation Of(LossCase c)
    {
        double[] y = [.. c.Y.Select(v => (double)v)], x = InputsOf(c);
        int columns = c.IsOfBatch ? x.Length : c.Columns;
        double[] values = [.. y.Chunk(columns).Zip(x.Chunk(columns), c.Oracle.Value)];
        if (c.IsOfBatch) { values = [.. Enumerable.Repeat(values[0], x.Length / c.Columns)]; }
        return new(x, values, c.Oracle.MeanGradient(y, x, columns));
    }

    public static double Mean(LossCase c, double[] x) =>
        c.Oracle.Mean([.. c.Y.Select(v => (double)v)], x, c.IsOfBatch ? x.Length : c.Columns);

    // The loss sees a softmax as it stands in float32, unless it takes the logits.
    private static double[] InputsOf(LossCase c)
    {
        bool takesLogits = c.Loss.TakesLogits(new Kernels.OutputLayout([c.Columns], c.Ending, ""));
        return c.Ending == Activation.Softmax && !takesLogits
            ? [.. c.X.Chunk(c.Columns).SelectMany(row => Reference.Activation.Softmax([.. row.Select(v => (double)v)]))
                .Select(v => (double)(float)v)]
            : [.. c.X.Select(v => (double)v)];
    }
}
