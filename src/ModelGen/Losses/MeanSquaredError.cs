using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The mean of (y - p)^2 over all values. Labels are dense targets with as many values as the model gives; for a model with one output,
/// class indices are taken as the values themselves (0, 1, 2, ...).
/// </summary>
public sealed class MeanSquaredError() : Loss("mean_squared_error")
{
    private protected override void CheckOutput(OutputLayout output) { }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses)
    {
        if (labelsAreClasses && output.Columns > 1)
        {
            throw new InvalidOperationException(
                $"Loss.MeanSquaredError needs {output.Columns:N0} target values for each output of {output.LastLayer}, but the labels are class indices. "
                + "Give dense targets (one-hot, say), or use Loss.SparseCategoricalCrossentropy.");
        }
    }

    internal override void Compute(in Scoring scoring) => SquaredError.Compute(this, scoring);
}
