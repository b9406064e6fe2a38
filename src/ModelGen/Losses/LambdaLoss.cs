using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The loss of one sample, and its gradient.</summary>
/// <param name="yTrue">The targets of the sample, as many as outputs. Class indices come as 1 in the column of the class and 0 elsewhere;
/// of a model with one output as the number itself.</param>
/// <param name="yPred">Its outputs, row by row.</param>
/// <param name="gradient">Gets the derivative of the loss with respect to each output; all 0 at first.</param>
/// <returns>The loss.</returns>
public delegate double LossFunction(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, Span<float> gradient);

/// <summary>
/// A loss that is a function, for what is no formula of single outputs (<see cref="Loss.FromFormula{L}"/>) or of their sums
/// (<see cref="Loss.FromGroupFormula{L}"/>): <c>new LambdaLoss("mse", (yTrue, yPred, gradient) => ...)</c>. It is called for one sample
/// after the other, on the thread that trains. It computes on the host: on a GPU the outputs of each batch come from there, and their
/// gradient goes back.
/// </summary>
public sealed class LambdaLoss : OwnLoss
{
    private readonly LossFunction _function;

    /// <summary>A loss that is a function.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="function">What gives the loss of one sample and its gradient. It may read anything and is to change nothing but
    /// <c>gradient</c>; what it throws comes out of the call that trains, and the parameters are then as they were before the step.</param>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="checkGradient">Whether the gradient is checked.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public LambdaLoss(
        string name, LossFunction function, Reduction reduction = Reduction.SumOverBatchSize, bool checkGradient = true)
        : base(name, reduction, checkGradient)
    {
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
    }

    private protected override void CheckOutput(OutputLayout output) { }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) { }

    private protected override void ComputeAll(in Scoring scoring)
    {
        if (scoring.WeightsPerSample > 1)
        {
            throw new InvalidOperationException(
                $"{Called} gives one number for each sample, but there are {scoring.WeightsPerSample:N0} weights for each, one for each "
                    + $"row of {scoring.Layout.LastLayer}. Give one weight for each sample.");
        }

        var batch = new HostBatch(scoring, valuesPerSample: 1);
        double divisor = DivisorPerSample(scoring, valuesPerSample: 1);
        float scale = scoring.GradientScale(divisor);
        for (int sample = 0; sample < batch.Count; sample++)
        {
            Span<float> gradient = batch.Gradient(sample);
            float weight = batch.Weight(sample);
            batch.Values(sample)[0] = (float)(weight * _function(batch.Target(sample), batch.Output(sample), gradient) / divisor);
            foreach (ref float slope in gradient) { slope *= weight * scale; }
        }

        batch.Finish();
    }

    private protected override double OfSample(
        ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, Span<float> gradient, OutputLayout layout) =>
        _function(yTrue, yPred, gradient);
}
